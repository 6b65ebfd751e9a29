/**
 * Joins members, whose values are JSON text already, to a compact JSON object; absent members are left out, never null
 * (contract 1.2).
 */
export function toJsonObject(members: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(members).filter(([, text]) => text !== undefined);
  return `{${present.map(([name, text]) => `"${name}":${text}`).join(',')}}`;
}
