/**
 * A text as its UTF-8 bytes, where they came in. A string is made of it only where one is needed: for most texts, bytes
 * from the server go into the answer as they are.
 */
export class Utf8 {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  toString(): string {
    return this.bytes.toString('utf8', this.start, this.end);
  }
}
