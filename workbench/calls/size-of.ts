const BYTES_PER_VALUE = 16;

/** @returns roughly how many bytes a decoded JSON value holds on to. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_PER_VALUE + value.length;
  if (typeof value !== 'object' || value === null) return BYTES_PER_VALUE;
  return Object.values(value).reduce<number>((sum, member) => sum + sizeOf(member), BYTES_PER_VALUE);
}
