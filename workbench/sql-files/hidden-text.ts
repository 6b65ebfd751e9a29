/** A text that cannot be cut into statements. Its message is for a person. */
export class SqlSplitError extends Error {
  override readonly name = 'SqlSplitError';
  /** Where, from 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const NAMES: Readonly<Record<string, string>> = { "'": 'string', '"': 'string', '`': 'quoted name', '/': 'comment' };

/**
 * Passes over what hides a delimiter: a string, a quoted name, a comment; of comments, not those with a `!`, whose text
 * the server runs.
 *
 * @returns where it ends; `start` where nothing of the kind begins there.
 * @throws SqlSplitError where it has no end.
 */
export function endOfHidden(sql: string, start: number): number {
  const end = findEnd(sql, start);
  if (end !== -1) return end;
  const line = sql.slice(0, start).split('\n').length;
  throw new SqlSplitError(`The ${NAMES[sql.charAt(start)]} that begins here has no end`, line);
}

/** @returns -1 where there is no end. */
function findEnd(sql: string, start: number): number {
  switch (sql.charAt(start)) {
    case "'":
    case '"':
      return endOfString(sql, start);
    case '`':
      return after(sql.indexOf('`', start + 1), 1);
    case '#':
      return endOfLine(sql, start);
    case '-':
      // MySQL wants a blank or the end of the line after `--`
      return /^--(?:\s|$)/.test(sql.slice(start, start + 3)) ? endOfLine(sql, start) : start;
    case '/':
      return sql.startsWith('/*', start) && sql.charAt(start + 2) !== '!'
        ? after(sql.indexOf('*/', start + 2), 2)
        : start;
    default:
      return start;
  }
}

/** Neither what follows a backslash nor a doubled quote ends it. */
function endOfString(sql: string, start: number): number {
  const stop = sql.charAt(start) === "'" ? /''|['\\]/g : /""|["\\]/g;
  stop.lastIndex = start + 1;
  for (let found = stop.exec(sql); found !== null; found = stop.exec(sql)) {
    if (found[0] === '\\') stop.lastIndex += 1;
    else if (found[0].length === 1) return stop.lastIndex;
  }
  return -1;
}

function endOfLine(sql: string, start: number): number {
  const newline = sql.indexOf('\n', start);
  return newline === -1 ? sql.length : newline;
}

function after(index: number, length: number): number {
  return index === -1 ? -1 : index + length;
}
