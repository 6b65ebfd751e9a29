/** No fraction when it is zero, three digits when they suffice, else six (contract 4.1, measured on PostgreSQL). */
export function toFractionDigits(time: string): string {
  const point = time.indexOf('.');
  if (point === -1) return time;
  const digits = time.slice(point + 1).replace(/0+$/, '');
  if (digits === '') return time.slice(0, point);
  return `${time.slice(0, point)}.${digits.padEnd(digits.length <= 3 ? 3 : 6, '0')}`;
}

/** The shortest decimal that is this 32-bit float: 0.1, not 0.10000000149011612. */
export function toShortestDouble(float: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(float.toPrecision(digits));
    if (Math.fround(shorter) === float) return shorter;
  }
  return Number(float.toPrecision(9));
}
