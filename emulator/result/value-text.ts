import type { Column, Value } from '../engine/engine.ts';

type Member = Column['member'];

/** BIGINT UNSIGNED goes beyond a long: what the service does there is not known, exact digits lose nothing. */
const MAX_INTEGER = 2n ** 64n - 1n;
const MIN_INTEGER = -(2n ** 63n);

/**
 * Writes a value as the JSON text of a Field: exactly one member, NULL is `{"isNull":true}` (contract 1.2). Integers
 * are written as their digits, so that 64 bits stay exact.
 */
export function toFieldText(value: Value, member: Member): string {
  if (value === null) return '{"isNull":true}';
  const fitting = fittingMember(value, member);
  return `{"${fitting}":${toValueText(value, fitting)}}`;
}

/** Writes a value as it stands in `formattedRecords` (contract 4.4). */
export function toPlainText(value: Value, member: Member): string {
  if (value === null) return 'null';
  const fitting = fittingMember(value, member);
  const text = toValueText(value, fitting);
  // A double keeps its fraction there: 10.0.
  return fitting === 'doubleValue' && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function toValueText(value: Exclude<Value, null>, member: Member): string {
  if (Buffer.isBuffer(value)) return `"${value.toString('base64')}"`;
  switch (member) {
    case 'longValue':
    case 'booleanValue':
      return String(value);
    case 'doubleValue':
      return String(Number(value));
    default:
      return JSON.stringify(String(value));
  }
}

/** A DECIMAL without a scale may have more digits than any integer column. */
function fittingMember(value: Value, member: Member): Member {
  if (member !== 'longValue' || typeof value !== 'string' || value.length < 19) return member;
  const integer = BigInt(value);
  return integer > MAX_INTEGER || integer < MIN_INTEGER ? 'doubleValue' : member;
}
