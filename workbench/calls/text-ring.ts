/**
 * Texts one after another in a block of memory, in which the latest take the place of the oldest. To keep the texts
 * themselves would make each of them old for the garbage collection, which lets 40 MB of answers gather before it looks at
 * old ones.
 *
 * Positions count all bytes that there ever were.
 */
export class TextRing {
  readonly #bytes: number;
  #block: Buffer;
  #end = 0;

  /** @param bytes how much is kept. Memory that was never written to is not taken. */
  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#block = Buffer.allocUnsafeSlow(bytes);
  }

  /** What has a position before this one is gone. */
  get start(): number {
    return this.#end - this.#block.length;
  }

  /** Makes room. What is larger than all the room there is has a block of its size, for itself. @returns its position. */
  take(bytes: number): number {
    const size = Math.max(bytes, this.#bytes);
    if (size !== this.#block.length) this.#block = Buffer.allocUnsafeSlow(size);
    const left = this.#block.length - (this.#end % this.#block.length);
    const at = left < bytes ? this.#end + left : this.#end;
    this.#end = at + bytes;
    return at;
  }

  /** @param at within the room that was made for it. */
  write(at: number, text: string | Buffer): void {
    const index = at % this.#block.length;
    if (typeof text === 'string') this.#block.write(text, index);
    else text.copy(this.#block, index);
  }

  read(at: number, bytes: number): string {
    const index = at % this.#block.length;
    return this.#block.toString('utf8', index, index + bytes);
  }
}
