import type { Field } from '../../emulator/index.ts';
import { endOfHidden } from '../sql-files/hidden-text.ts';
import type { CallResult, RecordedCall } from './recorded-call.ts';
import { textMember } from './text-member.ts';

const MASK = '***';
/** Statements that give accounts their passwords, in any of the forms that MySQL has had. */
const PASSWORD =
  /\b(?:identified\s+(?:(?:with|via)\s+\S+\s+)?(?:by|as|using)|set\s+password\b[^=]*=|password\s*\()\s*$/i;
const MAY_HOLD_SECRET = /identified|password/i;
/** How much of the text before a literal can tell what it is. */
const LOOK_BACK = 200;
/** Strings, numbers, and comments, in which anything can stand. */
const HOLDS_VALUES = /^(?:['"#]|--|\/\*(?!!)|0x[0-9a-f]+$|\d+(?:\.\d*)?(?:e[+-]?\d+)?$)/i;
const WORD = /[\p{L}\p{N}_$.@]+/uy;

/** Whether the SQL of a request may give an account its password. */
export function holdsSecret(request: unknown): boolean {
  const sql = textMember(request, 'sql');
  return sql !== undefined && MAY_HOLD_SECRET.test(sql);
}

/** @returns a call without the passwords that are in its SQL. */
export function maskSecrets(call: RecordedCall): RecordedCall {
  return call.sql === undefined ? call : { ...call, sql: maskPasswords(call.sql) };
}

/** @returns SQL without passwords. */
export function maskPasswords(sql: string): string {
  return MAY_HOLD_SECRET.test(sql) ? maskTokens(sql, (before) => PASSWORD.test(before)) : sql;
}

/** @returns SQL without any values. */
export function maskLiterals(sql: string): string {
  return maskTokens(sql, () => true);
}

/** @returns a call without any values: of parameters, of results, and literals in SQL and in messages. */
export function maskValues(call: RecordedCall): RecordedCall {
  const { sql, parameters, parameterSets, result, error } = call;
  return {
    ...call,
    ...(sql === undefined ? {} : { sql: maskLiterals(sql) }),
    ...(parameters === undefined ? {} : { parameters: maskParameters(parameters) }),
    ...(parameterSets === undefined ? {} : { parameterSets: maskParameters(parameterSets) }),
    ...(result === undefined ? {} : { result: maskResult(result) }),
    ...(error === undefined ? {} : { error: { ...error, message: maskMessage(error) } }),
  };
}

/** The server puts quotes around values, which may hold quotes themselves; other refusals have no such form. */
function maskMessage({ name, message }: { name: string; message: string }): string {
  return name === 'DatabaseErrorException' ? message.replace(/'.*'/s, `'${MASK}'`) : MASK;
}

/** Takes whatever the caller sent in the place of parameters: this may be what the shape check refused. */
function maskParameters<Sent>(sent: Sent): Sent {
  if (Array.isArray(sent)) return sent.map(maskParameters) as Sent;
  if (typeof sent !== 'object' || sent === null) return MASK as Sent;
  if (!('value' in sent)) return sent;
  const { value } = sent;
  return { ...sent, value: typeof value === 'object' && value !== null ? maskField(value as Field) : MASK };
}

function maskField(field: Field): Field {
  if ('isNull' in field) return field;
  const [member = 'stringValue'] = Object.keys(field);
  return { [member]: MASK } as unknown as Field;
}

function maskResult(result: CallResult): CallResult {
  const { records, formattedRecords, generatedFields, updateResults } = result;
  return {
    ...result,
    ...(records === undefined ? {} : { records: records.map((record) => record.map(maskField)) }),
    ...(formattedRecords === undefined ? {} : { formattedRecords: MASK }),
    ...(generatedFields === undefined ? {} : { generatedFields: generatedFields.map(maskField) }),
    ...(updateResults === undefined
      ? {}
      : { updateResults: updateResults.map((set) => ({ generatedFields: set.generatedFields.map(maskField) })) }),
  };
}

/** @param isMeant asked with the text before a literal whether it is to be masked. */
function maskTokens(sql: string, isMeant: (before: string) => boolean): string {
  let masked = '';
  let at = 0;
  while (at < sql.length) {
    const end = endOfToken(sql, at);
    const token = sql.slice(at, end);
    masked += HOLDS_VALUES.test(token) && isMeant(sql.slice(Math.max(0, at - LOOK_BACK), at)) ? toMask(token) : token;
    at = end;
  }
  return masked;
}

function toMask(token: string): string {
  const [opening = ''] = /^(?:['"#]|-- |\/\*)/.exec(token) ?? [];
  const closing = { "'": "'", '"': '"', '/*': '*/' }[opening] ?? '';
  return `${opening}${MASK}${closing}`;
}

function endOfToken(sql: string, at: number): number {
  WORD.lastIndex = at;
  const word = WORD.exec(sql)?.[0];
  if (word !== undefined) return at + word.length;
  try {
    return Math.max(endOfHidden(sql, at), at + 1);
  } catch {
    // Text without an end: the server refuses it, and nothing of it is shown.
    return sql.length;
  }
}
