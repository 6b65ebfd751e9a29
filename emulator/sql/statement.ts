import type { Dialect, StatementKind } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { tokenize, type Token } from './tokens.ts';

/** A statement as the caller wrote it, understood: what the server is to get, and what is to be bound. */
export interface Statement {
  /** The text for the server: a `?` where a placeholder was, no trailing semicolon. */
  readonly text: string;
  /** The name of each placeholder, one per occurrence, in order: each becomes a bind of its own (contract 3.3). */
  readonly placeholders: readonly string[];
  /** Bare `?` in the text: placeholders to the server, but not to the service. */
  readonly bareMarkers: number;
  readonly kind: StatementKind;
}

/** Applications send the same few texts again and again: to know them takes 2 % off a small call. */
const known = new WeakMap<Dialect, Map<string, Statement>>();
const MAX_KNOWN = 500;
/** Of a text that is worth its memory. */
const MAX_KNOWN_LENGTH = 4000;

/**
 * Reads a statement, if it is not one of the latest.
 *
 * @throws ServiceException as `readStatement`.
 */
export function parseStatement(sql: string, dialect: Dialect): Statement {
  const texts = known.get(dialect) ?? new Map<string, Statement>();
  const found = texts.get(sql);
  if (found !== undefined) return found;
  const statement = readStatement(sql, dialect);
  if (sql.length > MAX_KNOWN_LENGTH) return statement;
  if (texts.size >= MAX_KNOWN) texts.clear();
  known.set(dialect, texts.set(sql, statement));
  return statement;
}

/**
 * Reads a statement: finds placeholders, cuts a trailing `;`, refuses several statements.
 *
 * @throws ServiceException ValidationException for several statements in one text (contract 7.2).
 */
function readStatement(sql: string, dialect: Dialect): Statement {
  const tokens = tokenize(sql, dialect.textRules);
  const words = leadingWords(sql, tokens);
  const kind = dialect.kindOf(
    words,
    (pattern) => mentions(sql, tokens, pattern),
    (pattern) => tokens.some(({ kind, start }) => kind === 'quotedName' && pattern.test(sql.slice(start))),
  );
  // The body of a stored program holds semicolons of its own; the server reads it as one statement.
  const statementTokens = kind.isStoredProgram ? tokens : singleStatement(tokens);
  const placeholders: string[] = [];
  let bareMarkers = 0;
  let text = '';
  let copied = 0;
  for (const { kind: tokenKind, start, end } of statementTokens) {
    // Nothing can be bound inside a stored program: there `done:LOOP` is a label.
    if (kind.isStoredProgram) break;
    if (tokenKind === 'marker') bareMarkers += 1;
    if (tokenKind !== 'placeholder') continue;
    placeholders.push(sql.slice(start + 1, end));
    text += `${sql.slice(copied, start)}?`;
    copied = end;
  }
  text += sql.slice(copied, statementTokens.at(-1)?.end ?? 0);
  return { text, placeholders, bareMarkers, kind };
}

/** The tokens before the first semicolon. */
function singleStatement(tokens: readonly Token[]): readonly Token[] {
  const semicolon = tokens.findIndex((token) => token.kind === 'semicolon');
  if (semicolon === -1) return tokens;
  if (tokens.slice(semicolon + 1).some((token) => token.kind !== 'space')) {
    throw new ServiceException('ValidationException', "Multistatements aren't supported");
  }
  return tokens.slice(0, semicolon);
}

/** The first words of the statement in upper case, brackets before them skipped: enough to tell its kind. */
function leadingWords(sql: string, tokens: readonly Token[]): string[] {
  const words: string[] = [];
  for (const { kind, start, end } of tokens) {
    if (kind === 'word') words.push(sql.slice(start, end).toUpperCase());
    else if (kind === 'semicolon') break;
    if (words.length === MAX_LEADING_WORDS) break;
  }
  return words;
}

/** `CREATE OR REPLACE DEFINER = user @ host AGGREGATE FUNCTION` is the longest run that tells a kind. */
const MAX_LEADING_WORDS = 10;

/** Whether the code of the statement, its strings and comments left out, matches the pattern. */
function mentions(sql: string, tokens: readonly Token[], pattern: RegExp): boolean {
  if (!pattern.test(sql)) return false;
  const code = tokens.filter(({ kind }) => kind !== 'string' && kind !== 'quotedName' && kind !== 'space');
  return pattern.test(code.map(({ start, end }) => sql.slice(start, end)).join(' '));
}
