/**
 * @param max in characters.
 * @returns a text on one line, with an ellipsis where it is longer.
 */
export function shorten(text: string, max: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max)}…` : line;
}
