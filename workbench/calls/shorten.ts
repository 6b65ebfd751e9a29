import { printable } from './printable.ts';

/**
 * @param max in characters.
 * @returns a text of somebody else on one line, printable, with an ellipsis where it is longer.
 */
export function shorten(text: string, max: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return printable(line.length > max ? `${line.slice(0, max)}…` : line);
}
