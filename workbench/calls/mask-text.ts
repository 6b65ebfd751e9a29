import { LENGTHS, toTokens, type Token } from '../../emulator/text.ts';
import { LOOK_UP_COMMENT } from './look-up-comment.ts';

/** What stands in the place of a value. */
export const MASK = '***';

/** Takes out of SQL, and of what is said about it, what must be neither kept nor shown. */
export interface Mask {
  /** @returns SQL as it may be seen. */
  sql(sql: string): string;
  /** @returns the message of a refusal as it may be seen. @param sql what was refused. */
  message(refusal: Refusal, sql?: string): string;
}

interface Refusal {
  /** Of the exception: `DatabaseErrorException` */
  readonly name: string;
  readonly message: string;
}

/** Of what the service takes: JavaScript takes some characters, like emoji, for two. A longer call came to nothing. */
const MAX_LENGTH = 2 * LENGTHS.sql.max;

/** Without the passwords that SQL gives to accounts and servers, in any of the forms that MySQL has had. */
export const PASSWORDS: Mask = withoutPasswords(MAX_LENGTH);

/** The same for statements of files, which may be as long as they like. */
export const PASSWORDS_OF_FILES: Mask = withoutPasswords(Infinity);

/** Without any values. */
export const VALUES: Mask = {
  sql: (sql) => maskTokens(sql, MAX_LENGTH, () => true),
  message: ({ name, message }) => (name === 'DatabaseErrorException' ? maskQuotes(message) : MASK),
};

/** Whether SQL may give a password. */
export function mayHoldPassword(sql: string): boolean {
  return /identified|password/i.test(sql);
}

/** How much of the code before a value can tell what it is. */
const LOOK_BACK = 200;
/** The code before a password, which may have an introducer; what comes behind IDENTIFIED may be misspelt. */
const BEFORE_PASSWORD = /\bidentified\b|password(?: for\b[^=]*=)?[ =(:`]*(?:(?:_\w+|[nxb]) ?)?$|\breplace $/i;
/** A comment or a string that is such SQL itself. */
const GIVES_PASSWORD = /\bidentified\s|password[^'"]{0,200}[=(\s]\\?['"]/i;

function withoutPasswords(maxLength: number): Mask {
  const mask = (sql: string): string => {
    if (!mayHoldPassword(sql)) return sql;
    return maskTokens(sql, maxLength, (value, before) => BEFORE_PASSWORD.test(before) || GIVES_PASSWORD.test(value));
  };
  return { sql: mask, message: ({ message }, sql = '') => (mask(sql) === sql ? message : maskQuotes(message)) };
}

/** A server puts quotes around values, which may hold quotes themselves. */
function maskQuotes(message: string): string {
  return message.replace(/'.*'/s, `'${MASK}'`);
}

/**
 * @param maxLength of the SQL; what is longer is masked as a whole.
 * @param isMeant asked with a value and the code before it whether it is to be masked.
 */
function maskTokens(sql: string, maxLength: number, isMeant: (value: string, before: string) => boolean): string {
  if (sql.length > maxLength) return MASK;
  let masked = '';
  let before = '';
  let end = 0;
  for (const token of toTokens(sql)) {
    // The rest of a number.
    if (token.start < end) continue;
    const number = endOfNumber(sql, token);
    end = number ?? token.end;
    const text = sql.slice(token.start, end);
    const mask = toMask(text, token, number !== undefined);
    masked += mask !== undefined && isMeant(text, before) ? mask : text;
    before = (before + toCode(text, token)).slice(-LOOK_BACK);
  }
  return masked;
}

/** What a token adds to the code: of a string its quotes, of blanks and comments one blank. */
function toCode(text: string, { kind }: Token): string {
  if (kind === 'space') return ' ';
  return kind === 'string' ? "''" : text;
}

/** A name may begin with digits. No two parts can take the same digits: a long name would be tried in all their ways. */
const NUMBER = /(?:0x[\da-f]+|0b[01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?![\p{L}\p{N}_$])/iuy;

/** @returns where the number that begins with this token ends. */
function endOfNumber(sql: string, { kind, start }: Token): number | undefined {
  if (kind !== 'word' && kind !== 'code') return undefined;
  NUMBER.lastIndex = start;
  return NUMBER.test(sql) ? NUMBER.lastIndex : undefined;
}

/** @returns what is shown in place of a string, a number or a comment; undefined for what holds no value. */
function toMask(text: string, { kind }: Token, isNumber: boolean): string | undefined {
  if (isNumber) return MASK;
  if (kind === 'string') return `${text.charAt(0)}${MASK}${text.charAt(0)}`;
  if (kind !== 'space') return undefined;
  if (text === LOOK_UP_COMMENT) return undefined;
  if (text.startsWith('/*')) return `/*${MASK}*/`;
  const [, mark, end] = /^(#|--).*?(\n?)$/s.exec(text) ?? [];
  return mark === undefined ? undefined : `${mark === '#' ? '#' : '-- '}${MASK}${end}`;
}
