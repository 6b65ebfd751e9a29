import { isLosslessNumber, parse } from 'lossless-json';

/**
 * Rewrites a JSON text into MySQL's normal form: keys sorted by length, then by bytes, the last of two equal ones kept;
 * one blank after `,` and `:`; numbers as MySQL prints them. MariaDB keeps the text as it was written.
 *
 * @param toNumberText how a number's digits are printed.
 * @returns the text unchanged where it is not JSON, or not one that MySQL stores.
 */
export function toJsonText(text: string, toNumberText = printNumber): string {
  try {
    return print(parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue }), toNumberText);
  } catch {
    return text;
  }
}

/** The same for JSON that functions made of values: in it MySQL keeps the decimals of a DECIMAL. */
export function toBuiltJsonText(text: string): string {
  return toJsonText(text, (digits) => (/^-?\d+\.\d+$/.test(digits) ? digits : printNumber(digits)));
}

function print(value: unknown, toNumberText: (digits: string) => string): string {
  if (Array.isArray(value)) return `[${value.map((item) => print(item, toNumberText)).join(', ')}]`;
  if (isLosslessNumber(value)) return toNumberText(value.value);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => compareKeys(a, b));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${print(member, toNumberText)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || Buffer.compare(left, right);
}

/** Integers within 64 bits stay exact; everything else is a double. */
function printNumber(digits: string): string {
  if (/^-?\d+$/.test(digits) && fitsInteger(BigInt(digits))) return BigInt(digits).toString();
  return printDouble(Number(digits));
}

function fitsInteger(integer: bigint): boolean {
  return integer >= -(2n ** 63n) && integer < 2n ** 64n;
}

/** Between these positions of the point MySQL writes a double without an exponent. */
const FIRST_PLAIN_POINT = -14;
const LAST_PLAIN_POINT = 15;

/**
 * The fewest digits that are this double; one without a fraction keeps `.0` to show that it is no integer.
 *
 * @throws RangeError for a number that is too large for a double; MySQL refuses to store it.
 */
function printDouble(double: number): string {
  if (!Number.isFinite(double)) throw new RangeError('Number too big to be stored in double');
  if (double === 0) return Object.is(double, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponent = ''] = Math.abs(double).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  const sign = double < 0 ? '-' : '';
  const isPlain = point >= FIRST_PLAIN_POINT && (point <= LAST_PLAIN_POINT || digits.length > point);
  if (!isPlain) return `${sign}${mantissa}e${Number(exponent)}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`;
}
