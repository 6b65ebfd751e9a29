import { parse, stringify } from 'lossless-json';

/** Sixteen digits or more may be an integer that a JavaScript number cannot hold. */
const LONG_DIGITS = /\d{16}/;

/** Decodes JSON; integers beyond 2^53 become bigints, exact to the last digit. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return LONG_DIGITS.test(text) ? parse(text, undefined, { parseNumber: toExactNumber }) : JSON.parse(text);
}

/** @returns JSON text, in which bigints are integers. */
export function toJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? '';
}

function toExactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
