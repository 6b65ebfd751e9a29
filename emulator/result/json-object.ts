/** A JSON text; its UTF-8 bytes where it is large, as strings of that size cost more than all the rest. */
export type Json = string | Buffer;

/**
 * Joins members, whose values are JSON text already, to a compact JSON object; absent members are left out, never null
 * (contract 1.2).
 */
export function toJsonObject(members: Readonly<Record<string, Json | undefined>>): Json {
  const pieces: Json[] = [];
  let text = '';
  for (const name in members) {
    const value = members[name];
    if (value === undefined) continue;
    text += `${pieces.length === 0 && text === '' ? '{' : ','}"${name}":`;
    if (typeof value === 'string') text += value;
    else {
      pieces.push(text, value);
      text = '';
    }
  }
  if (pieces.length === 0) return `${text === '' ? '{' : text}}`;
  return Buffer.concat(
    [...pieces, `${text}}`].map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
  );
}
