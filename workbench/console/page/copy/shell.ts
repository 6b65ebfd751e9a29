/** Longer arguments are refused by Linux (128 KiB); nobody reads them either. */
const MAX_ARGUMENT_CHARACTERS = 20_000;

/** @returns a text as one word of any POSIX shell. Nothing is special inside single quotes but the quote itself. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** @returns whether a text can be an argument: it is not too long, and is text that a shell can hold. */
export function isArgument(text: string): boolean {
  return text.length <= MAX_ARGUMENT_CHARACTERS && !/(?![\n\t])[\p{Cc}\p{Cs}]/u.test(text);
}

/** @returns lines that give a command its input; JSON on one line cannot hold the line that ends it. */
export function hereDocument(json: string): string {
  return `<<'JSON'\n${json}\nJSON`;
}
