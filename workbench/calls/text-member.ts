/** @returns a member of a decoded request or answer, where it is text. */
export function textMember(decoded: unknown, name: string): string | undefined {
  if (typeof decoded !== 'object' || decoded === null) return undefined;
  const value = (decoded as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
