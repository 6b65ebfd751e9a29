import type { TextRules } from '../engine/engine.ts';

/**
 * `code` is everything else: keywords, names, numbers, operators. Comments and blanks are `space`.
 * `marker` is a bare `?`, which the service does not know, but which a server takes for a placeholder.
 */
export type TokenKind = 'code' | 'word' | 'string' | 'quotedName' | 'space' | 'placeholder' | 'marker' | 'semicolon';

/** A piece of a statement, from `start` up to `end`. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const NAME = /[A-Za-z0-9_]*/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const SPACE = /[ \t\n\v\f\r]+/y;

/**
 * Cuts a statement into tokens by the dialect's rules of quoting and comments; nothing is lost: the tokens' texts,
 * joined, are the statement. What stays open at the end (a string, a comment) reaches to the end, and the server
 * says what it thinks of it.
 */
export function tokenize(sql: string, rules: TextRules): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  let isInCodeComment = false;
  while (start < sql.length) {
    const opened = rules.codeComment(sql, start);
    // Inside, `2*/*3` closes the comment and goes on with `*3`, whereas outside it would open one.
    const closes = isInCodeComment && sql.startsWith('*/', start);
    if (opened > start) isInCodeComment = true;
    else if (closes) isInCodeComment = false;
    const mark = closes ? start + 2 : opened;
    const token: Token = mark > start ? { kind: 'code', start, end: mark } : nextToken(sql, start, rules);
    tokens.push(token);
    start = token.end;
  }
  return tokens;
}

function nextToken(sql: string, start: number, rules: TextRules): Token {
  const char = sql.charAt(start);
  const quote = rules.quotes[char];
  if (quote !== undefined) return { kind: quote.kind, start, end: endOfQuoted(sql, start, quote.backslashEscapes) };
  const comment = endOfComment(sql, start, rules);
  if (comment > start) return { kind: 'space', start, end: comment };
  switch (char) {
    case ':':
      return colonToken(sql, start);
    case '?':
      return { kind: 'marker', start, end: start + 1 };
    case ';':
      return { kind: 'semicolon', start, end: start + 1 };
  }
  const space = endOfMatch(SPACE, sql, start);
  if (space > start) return { kind: 'space', start, end: space };
  const word = endOfMatch(WORD, sql, start);
  if (word > start) return { kind: 'word', start, end: word };
  return { kind: 'code', start, end: start + 1 };
}

/** `::` is a cast, `:=` an assignment; a name may be purely numeric (contract 3.3). */
function colonToken(sql: string, start: number): Token {
  if (sql.charAt(start + 1) === ':') return { kind: 'code', start, end: start + 2 };
  const end = endOfMatch(NAME, sql, start + 1);
  return end > start + 1 ? { kind: 'placeholder', start, end } : { kind: 'code', start, end: start + 1 };
}

/** A doubled quote stands for itself and does not end the text; where backslash escapes, nor does `\'`. */
function endOfQuoted(sql: string, start: number, backslashEscapes: boolean): number {
  const quote = sql.charAt(start);
  let at = start + 1;
  while (at < sql.length) {
    const char = sql.charAt(at);
    if (char === '\\' && backslashEscapes) at += 2;
    else if (char !== quote) at += 1;
    else if (sql.charAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

/** @returns where the comment that begins at `start` ends, or `start` where none begins. */
function endOfComment(sql: string, start: number, rules: TextRules): number {
  if (rules.lineComment(sql, start)) {
    const newline = sql.indexOf('\n', start);
    return newline === -1 ? sql.length : newline + 1;
  }
  return sql.startsWith('/*', start) ? endOfBlockComment(sql, start) : start;
}

/** A comment does not nest, but for one level in one that the server might have run and skips. */
function endOfBlockComment(sql: string, start: number): number {
  const nests = sql.charAt(start + 2) === '!';
  let at = start + 2;
  for (;;) {
    const close = sql.indexOf('*/', at);
    const inner = nests ? sql.indexOf('/*', at) : -1;
    if (close !== -1 && (inner === -1 || inner > close)) return close + 2;
    const innerClose = inner === -1 ? -1 : sql.indexOf('*/', inner + 2);
    if (innerClose === -1) return sql.length;
    at = innerClose + 2;
  }
}

function endOfMatch(pattern: RegExp, sql: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(sql) ? pattern.lastIndex : start;
}
