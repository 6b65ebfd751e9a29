import { isLosslessNumber, parse } from 'lossless-json';

/**
 * Rewrites a JSON text into MySQL's normal form: keys sorted by length, then by bytes, the last of two equal ones kept;
 * one blank after `,` and `:`; numbers as MySQL prints them. MariaDB keeps the text as it was written.
 *
 * @returns the text unchanged where it is not JSON.
 */
export function toJsonText(text: string): string {
  try {
    return print(parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue }));
  } catch {
    return text;
  }
}

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (isLosslessNumber(value)) return printNumber(value.value);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => compareKeys(a, b));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${print(member)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || Buffer.compare(left, right);
}

/** Integers within 64 bits stay exact; everything else is a double, and one without a fraction keeps `.0`. */
function printNumber(digits: string): string {
  if (/^-?\d+$/.test(digits) && fitsInteger(BigInt(digits))) return BigInt(digits).toString();
  const double = String(Number(digits)).replace('e+', 'e');
  return /^-?\d+$/.test(double) ? `${double}.0` : double;
}

function fitsInteger(integer: bigint): boolean {
  return integer >= -(2n ** 63n) && integer < 2n ** 64n;
}
