import { ServiceException } from './exceptions.ts';

/** The deepest request of the model has ten levels; whoever looks at a body goes down by recursion. */
const MAX_LEVELS = 500;

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENING = new Set(['[', '{'].map((char) => char.charCodeAt(0)));
const CLOSING = new Set([']', '}'].map((char) => char.charCodeAt(0)));

/**
 * Refuses JSON that is nested so deeply that reading it would overflow the stack.
 *
 * @throws ServiceException SerializationException.
 */
export function checkNesting(text: string): void {
  // Each level takes a character to open and one to close.
  if (text.length < 2 * MAX_LEVELS) return;
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(code)) level += 1;
    else if (CLOSING.has(code)) level -= 1;
    if (level > MAX_LEVELS) {
      throw new ServiceException('SerializationException', `The body is nested deeper than ${MAX_LEVELS} levels`);
    }
  }
}

/** @returns where the closing quote is, or the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
