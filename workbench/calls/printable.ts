/** All that tells a terminal something, but for line ends and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;

/**
 * @param text of somebody else: SQL, a server's message, a name.
 * @returns it without escape sequences, by which it could set a terminal's title or clipboard, or clear what is there.
 */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '\uFFFD');
}
