import { fitsKind, type ValueKind } from './value-kinds.ts';

/** Numbers as people write values, not codes: no zeros in front. */
const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)\.\d+$/;
const EXPONENT = /^-?\d(?:\.\d+)?e[+-]?\d+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What a text looks like, the surest signs first. */
const SIGNS: readonly [kind: ValueKind, looksLike: (text: string) => boolean][] = [
  ['isNull', (text) => /^null$/i.test(text)],
  ['booleanValue', (text) => /^(?:true|false)$/i.test(text)],
  ['longValue', (text) => INTEGER.test(text) && fitsKind('longValue', text)],
  // A fraction is more often money than physics, and the hint keeps every digit.
  ['DECIMAL', (text) => INTEGER.test(text) || DECIMAL.test(text)],
  ['doubleValue', (text) => EXPONENT.test(text) && fitsKind('doubleValue', text)],
  ['DATE', (text) => fitsKind('DATE', text)],
  ['TIME', (text) => fitsKind('TIME', text)],
  ['TIMESTAMP', (text) => fitsKind('TIMESTAMP', text)],
  ['UUID', (text) => UUID.test(text)],
  ['JSON', (text) => /^\s*[[{]/.test(text) && fitsKind('JSON', text)],
];

/** @returns what a typed text is best sent as. */
export function detectKind(text: string): ValueKind {
  return SIGNS.find(([, looksLike]) => looksLike(text))?.[0] ?? 'stringValue';
}

/** @returns the kind that all texts of a column can be sent as. */
export function detectCommonKind(texts: readonly string[]): ValueKind {
  const [first, ...others] = new Set(texts.map(detectKind));
  if (first === undefined) return 'stringValue';
  if (others.length === 0) return first;
  const numbers: ValueKind[] = ['longValue', 'DECIMAL'];
  return [first, ...others].every((kind) => numbers.includes(kind)) ? 'DECIMAL' : 'stringValue';
}

/** What to know of a value before it is sent, where something is; one sentence. */
export function adviseOn(kind: ValueKind, text: string): string | undefined {
  if (kind === 'UUID')
    return 'MySQL gets the 16 bytes: right for BINARY(16). For CHAR(36) send a stringValue without a hint.';
  if (kind === 'stringValue' && /^\d{4}-\d\d-\d\dT/.test(text))
    return 'The hint TIMESTAMP takes “YYYY-MM-DD HH:MM:SS”: a blank in place of the T, and no zone.';
  if (kind === 'doubleValue' && /^-?\d+\.\d+$/.test(text))
    return 'A double is binary: for money choose the hint DECIMAL.';
  return undefined;
}
