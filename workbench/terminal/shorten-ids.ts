/** An id of a transaction, of 188 characters. */
const ID = /A[A-Za-z0-9+/]{186}=/g;
/** As many as the console shows. */
const SHOWN = 6;

/** @returns a text for a terminal, in which ids of transactions are short, as in the console: `…7VwCBI`. */
export function shortenIds(text: string): string {
  return text.replaceAll(ID, (id) => `…${id.slice(-1 - SHOWN, -1)}`);
}
