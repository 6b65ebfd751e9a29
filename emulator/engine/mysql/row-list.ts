import type { RowSink, Value } from '../engine.ts';

/** Keeps the rows of a result as lists of values, for what we ask the server ourselves. */
export class RowList implements RowSink {
  readonly rows: Value[][] = [];

  columns(): void {}

  startRow(): void {
    this.rows.push([]);
  }

  null(): void {
    this.#add(null);
  }

  boolean(value: boolean): void {
    this.#add(value);
  }

  number(value: number): void {
    this.#add(value);
  }

  text(value: string): void {
    this.#add(value);
  }

  utf8(bytes: Buffer, start: number, end: number): void {
    this.#add(bytes.toString('utf8', start, end));
  }

  blob(bytes: Buffer): void {
    this.#add(bytes);
  }

  endRow(): void {}

  #add(value: Value): void {
    this.rows.at(-1)?.push(value);
  }
}
