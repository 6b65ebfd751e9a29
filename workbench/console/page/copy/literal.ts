/** How a programming language writes values. */
export interface Notation {
  readonly text: (text: string) => string;
  /** A number or bigint, as the value of a member. */
  readonly number: (value: number | bigint, member: string) => string;
  readonly constants: { readonly true: string; readonly false: string; readonly null: string };
  /** Bytes, which requests have as base64 text. */
  readonly bytes: (base64: string) => string;
  readonly member: (name: string, value: string) => string;
  /** Blanks between brackets and what they hold, when it is on one line. */
  readonly objectPadding: string;
  readonly indent: number;
}

const MAX_COLUMN = 100;

/**
 * @param column where the value begins: what does not fit there is broken into lines.
 * @param indent of the line that it begins in.
 * @returns the source text of a value that came as JSON.
 */
export function toLiteral(value: unknown, notation: Notation, { column = 0, indent = 0, member = '' } = {}): string {
  if (typeof value === 'string') return member === 'blobValue' ? notation.bytes(value) : notation.text(value);
  if (typeof value === 'number' || typeof value === 'bigint') return notation.number(value, member);
  if (typeof value === 'boolean') return notation.constants[value ? 'true' : 'false'];
  if (typeof value !== 'object' || value === null) return notation.constants.null;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const write = (at: { column: number; indent: number }): string[] => writeItems(value, notation, at, member);
  const padding = Array.isArray(value) ? '' : notation.objectPadding;
  const items = write({ column: 0, indent: 0 });
  const short = items.length === 0 ? `${open}${close}` : `${open}${padding}${items.join(', ')}${padding}${close}`;
  if (!short.includes('\n') && column + short.length <= MAX_COLUMN) return short;
  const deeper = indent + notation.indent;
  const lines = write({ column: deeper, indent: deeper }).map((item) => `${' '.repeat(deeper)}${item},\n`);
  return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
}

function writeItems(
  value: object,
  notation: Notation,
  { column, indent }: { column: number; indent: number },
  member: string,
): string[] {
  if (Array.isArray(value)) return value.map((item) => toLiteral(item, notation, { column, indent, member }));
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => {
      const lead = notation.member(name, '').length;
      return notation.member(name, toLiteral(each, notation, { column: column + lead, indent, member: name }));
    });
}
