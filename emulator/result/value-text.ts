import type { Column, Value } from '../engine/engine.ts';
import { Utf8 } from '../engine/utf8.ts';
import type { JsonBytes } from './json-bytes.ts';
import { toByteLength } from './result-size.ts';

type Member = Column['member'];

/** BIGINT UNSIGNED goes beyond a long: what the service does there is not known, exact digits lose nothing. */
const MAX_INTEGER = 2n ** 64n - 1n;
const MIN_INTEGER = -(2n ** 63n);
/** From here on JavaScript writes a whole number with an exponent. */
const FIRST_WITH_EXPONENT = 1e21;

const FIELD_STARTS: Readonly<Record<Member, Buffer>> = {
  booleanValue: Buffer.from('{"booleanValue":'),
  longValue: Buffer.from('{"longValue":'),
  doubleValue: Buffer.from('{"doubleValue":'),
  stringValue: Buffer.from('{"stringValue":'),
  blobValue: Buffer.from('{"blobValue":'),
};

/**
 * Writes a value as a Field: exactly one member, NULL is `{"isNull":true}` (contract 1.2). Integers are written as their
 * digits, so that 64 bits stay exact.
 *
 * @returns the bytes of the value's text, which count against the limit of a result.
 */
export function writeField(json: JsonBytes, value: Value, member: Member): number {
  if (value === null) {
    json.ascii('{"isNull":true}');
    return 0;
  }
  const fitting = fittingMember(value, member);
  json.bytes(FIELD_STARTS[fitting]);
  const size = writeValue(json, value, fitting);
  json.ascii('}');
  return size;
}

/** The commonest values first; each is written in one go. */
function writeValue(json: JsonBytes, value: Exclude<Value, null>, member: Member): number {
  if (member === 'stringValue') {
    if (value instanceof Utf8) return json.utf8(value);
    return json.string(String(value));
  }
  if (typeof value === 'number') {
    const text = String(value);
    json.ascii(member === 'doubleValue' ? toDoubleText(value) : text);
    return text.length;
  }
  json.text(toValueText(value, member));
  return toByteLength(value);
}

/** Writes a value as it stands in `formattedRecords` (contract 4.4). */
export function toPlainText(value: Value, member: Member): string {
  if (value === null) return 'null';
  return toValueText(value, fittingMember(value, member));
}

function toValueText(value: Exclude<Value, null>, member: Member): string {
  if (Buffer.isBuffer(value)) return `"${value.toString('base64')}"`;
  switch (member) {
    case 'longValue':
    case 'booleanValue':
      return String(value);
    case 'doubleValue':
      return toDoubleText(Number(value));
    default:
      return JSON.stringify(String(value));
  }
}

/**
 * A whole double keeps its fraction, 10.0: so the service has it in `formattedRecords` (contract 4.4), and Python's SDK
 * would take 10 for an int. JSON has no literals for what is no finite number; SDKs read their names (contract 1.3).
 */
function toDoubleText(double: number): string {
  if (!Number.isFinite(double)) return `"${double}"`;
  return Number.isInteger(double) && Math.abs(double) < FIRST_WITH_EXPONENT ? `${double}.0` : String(double);
}

/** A DECIMAL without a scale may have more digits than any integer column. */
function fittingMember(value: Value, member: Member): Member {
  if (member !== 'longValue' || typeof value === 'number') return member;
  const digits = String(value);
  if (digits.length < 19) return member;
  const integer = BigInt(digits);
  return integer > MAX_INTEGER || integer < MIN_INTEGER ? 'doubleValue' : member;
}
