import { parse } from 'lossless-json';

/** Sixteen digits or more may be an integer that a JavaScript number cannot hold. */
const LONG_DIGITS = /\d{16}/;

/**
 * Decodes JSON; integers beyond 2^53 become bigints, exact to the last digit.
 *
 * @throws SyntaxError where it is none; RangeError where it has long digits and is nested thousands of levels deep.
 */
export function decodeJson(text: string): unknown {
  if (!LONG_DIGITS.test(text)) return JSON.parse(text) as unknown;
  return parse(text, undefined, { parseNumber: toExactNumber, onDuplicateKey: ({ newValue }) => newValue });
}

function toExactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
