import { endOfHidden } from './hidden-text.ts';

/** One statement of a file of SQL. */
export interface SqlStatement {
  /** From its first word to its last, without the delimiter; comments inside it are kept. */
  readonly text: string;
  /** Where its first word is, from 1. */
  readonly line: number;
}

const DEFAULT_DELIMITER = ';';
/** A command of the mysql client, not of the server: it counts to the end of its line. */
const DELIMITER_COMMAND = /delimiter[ \t]+(\S+).*/iy;
const BLANKS = /[\s\uFEFF]*/y;

/**
 * Cuts a file of SQL into statements as the mysql client does: at the delimiter, which `DELIMITER` changes, and never in
 * strings, quoted names and comments.
 *
 * @throws SqlSplitError for a string, a quoted name or a comment without an end.
 */
export function splitSql(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  const lineOf = createLineCounter(sql);
  let delimiter = DEFAULT_DELIMITER;
  let at = endOfGap(sql, 0);
  while (at < sql.length) {
    const command = matchAt(DELIMITER_COMMAND, sql, at);
    if (command?.[1] === undefined) {
      const end = endOfStatement(sql, at, delimiter);
      const text = sql.slice(at, end).trimEnd();
      if (text !== '') statements.push({ text, line: lineOf(at) });
      at = end + delimiter.length;
    } else {
      delimiter = command[1];
      at += command[0].length;
    }
    at = endOfGap(sql, at);
  }
  return statements;
}

/** @returns where the delimiter stands, or the end of the text. */
function endOfStatement(sql: string, start: number, delimiter: string): number {
  const stop = new RegExp(`${escapeForRegExp(delimiter)}|['"\`#]|--|/\\*`, 'g');
  stop.lastIndex = start;
  for (let found = stop.exec(sql); found !== null; found = stop.exec(sql)) {
    if (found[0] === delimiter) return found.index;
    stop.lastIndex = Math.max(endOfHidden(sql, found.index), found.index + 1);
  }
  return sql.length;
}

/** @returns where the blanks and comments that begin here end. */
function endOfGap(sql: string, start: number): number {
  let at = start;
  for (;;) {
    const blanks = at + (matchAt(BLANKS, sql, at)?.[0].length ?? 0);
    const end = '#-/'.includes(sql.charAt(blanks)) ? endOfHidden(sql, blanks) : blanks;
    if (end === at) return at;
    at = end;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Counts on from the last answer: asked in order, a file is read once. */
function createLineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    return line;
  };
}
