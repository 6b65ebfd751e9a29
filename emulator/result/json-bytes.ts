import { isUtf8 } from 'node:buffer';
import type { Json } from './json-object.ts';
import { toNumberText } from './value-text.ts';

const FIRST_BYTES = 64 * 1024;
/** Up to here a string is cheaper than a buffer. */
const MAX_STRING_BYTES = 8 * 1024;
/** Of buffers that are kept for the next results: as many as statements usually run at a time, none of great size. */
const MAX_KEPT = 16;
const MAX_KEPT_BYTES = 1024 * 1024;

/** Fresh memory is what costs most in writing a large result. */
const kept: Buffer[] = [];
const NOTHING = Buffer.alloc(0);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const FIRST_BEYOND_ASCII = 0x80;
const ZERO = 0x30;
/** Whole numbers whose digits are written one by one. */
const MAX_QUICK_INTEGER = 0x3f_ff_ff_ff;

/**
 * A JSON text that is written piece by piece as bytes, so that the texts of a result need not become strings first:
 * 1,000 rows of 5 columns take 0.4 ms instead of 1.2.
 */
export class JsonBytes {
  /** None until something is written. */
  #bytes: Buffer = NOTHING;
  #length = 0;
  /** All bytes of texts, or-ed: tells whether any is beyond ASCII. */
  #bits = 0;

  /** Adds JSON text without characters beyond ASCII, and not long: for these a loop is faster than a native call. */
  ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const bytes = this.#bytes;
    const at = this.#length;
    for (let index = 0; index < length; index += 1) bytes[at + index] = text.charCodeAt(index);
    this.#length = at + length;
  }

  /** Adds JSON text that is ASCII, as bytes. */
  bytes(source: Buffer): void {
    const { length } = source;
    this.#reserve(length);
    const bytes = this.#bytes;
    const at = this.#length;
    for (let index = 0; index < length; index += 1) bytes[at + index] = source[index] ?? 0;
    this.#length = at + length;
  }

  /** Adds JSON text. */
  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
    this.#bits |= FIRST_BEYOND_ASCII;
  }

  /** Adds a JSON string. @returns the bytes of the text in it. */
  string(text: string): number {
    const { length } = text;
    this.#reserve(length + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < FIRST_PRINTABLE || code === QUOTE || code === BACKSLASH || code >= FIRST_BEYOND_ASCII) {
        this.text(JSON.stringify(text));
        return Buffer.byteLength(text);
      }
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.#length = at;
    return length;
  }

  /** The same for a text that is UTF-8 already. */
  utf8(source: Buffer, start: number, end: number): number {
    this.#reserve(2 * (end - start + 1));
    const bytes = this.#bytes;
    let at = this.#length;
    let bits = 0;
    bytes[at++] = QUOTE;
    for (let from = start; from < end; from += 1) {
      const byte = source[from] ?? 0;
      if (byte < FIRST_PRINTABLE) {
        this.text(JSON.stringify(source.toString('utf8', start, end)));
        return end - start;
      }
      if (byte === QUOTE || byte === BACKSLASH) bytes[at++] = BACKSLASH;
      bytes[at++] = byte;
      bits |= byte;
    }
    bytes[at++] = QUOTE;
    this.#length = at;
    this.#bits |= bits;
    return end - start;
  }

  /** Adds a whole number. @returns how many characters it has. */
  integer(value: number): number {
    if (value < 0 || value > MAX_QUICK_INTEGER) {
      const text = toNumberText(value);
      this.ascii(text);
      return text.length;
    }
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits += 1;
    this.#reserve(digits);
    const bytes = this.#bytes;
    let rest = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at -= 1) {
      const tens = Math.trunc(rest / 10);
      bytes[at] = ZERO + rest - 10 * tens;
      rest = tens;
    }
    this.#length += digits;
    return digits;
  }

  /** Ends it. @returns the text; a buffer is to be copied at once: the next result is written over it. */
  end(): Json {
    const bytes = this.#bytes;
    if (kept.length < MAX_KEPT && bytes.length <= MAX_KEPT_BYTES) kept.push(bytes);
    const text = bytes.subarray(0, this.#length);
    // Where all is ASCII, it need not be decoded.
    const isAscii = this.#bits < FIRST_BEYOND_ASCII;
    if (this.#length <= MAX_STRING_BYTES) return text.toString(isAscii ? 'latin1' : 'utf8');
    // Bytes that were called a text without being one would make the answer no JSON.
    return isAscii || isUtf8(text) ? text : Buffer.from(text.toString('utf8'));
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const first = this.#length === 0 ? kept.pop() : undefined;
    const larger = first ?? Buffer.allocUnsafeSlow(Math.max(needed, FIRST_BYTES, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#reserve(bytes);
  }
}
