import type { Column, Value } from '../engine/engine.ts';

type Member = Column['member'];

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);
/** From here on JavaScript writes a whole number with an exponent. */
const FIRST_WITH_EXPONENT = 1e21;

/**
 * Writes a value as it stands in `formattedRecords` (contract 4.4).
 *
 * @param member that of its column; @param isDecimal whether the column is a DECIMAL.
 */
export function toPlainText(value: Value, member: Member, isDecimal: boolean): string {
  if (value === null) return 'null';
  return toValueText(value, fittingMember(value, member, isDecimal));
}

/** @param member one that fits the value. @returns it as JSON text. */
export function toValueText(value: Exclude<Value, null>, member: Member): string {
  if (Buffer.isBuffer(value)) return `"${value.toString('base64')}"`;
  switch (member) {
    case 'longValue':
      // A DECIMAL with ZEROFILL begins with zeros, which no JSON number does.
      return String(typeof value === 'string' ? BigInt(value) : value);
    case 'booleanValue':
      return String(value);
    case 'doubleValue':
      return toDoubleText(Number(value));
    default:
      return JSON.stringify(String(value));
  }
}

/**
 * The same as `String(number)`, whose texts V8 keeps for the next time: a thousand rows with a double each made 20 KB
 * of them old. And unlike both, with the sign of a zero.
 */
export function toNumberText(number: number): string {
  if (Object.is(number, -0)) return '-0';
  return Number.isFinite(number) ? JSON.stringify(number) : String(number);
}

/**
 * A whole double keeps its fraction, 10.0: so the service has it in `formattedRecords` (contract 4.4), and Python's SDK
 * would take 10 for an int. JSON has no literals for what is no finite number; SDKs read their names (contract 1.3).
 *
 * @param text the number as JavaScript writes it.
 */
export function toDoubleText(double: number, text = toNumberText(double)): string {
  if (!Number.isFinite(double)) return `"${text}"`;
  return Number.isInteger(double) && Math.abs(double) < FIRST_WITH_EXPONENT ? `${text}.0` : text;
}

/** @returns the member that is right for a value: that of a DECIMAL without a scale may have more digits than a long. */
export function fittingMember(value: Value, member: Member, isDecimal: boolean): Member {
  if (!isDecimal || member !== 'longValue' || typeof value !== 'string' || value.length < 19) return member;
  const integer = BigInt(value);
  return integer > MAX_LONG || integer < MIN_LONG ? 'doubleValue' : member;
}
