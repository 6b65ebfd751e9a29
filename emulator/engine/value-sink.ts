import type { Column, RowSink, Value } from './engine.ts';

/** Hears of rows by whole values, for who makes something of each; for most, to hear of them as they come is quicker. */
export abstract class ValueSink implements RowSink {
  abstract columns(columns: readonly Column[]): void;
  abstract startRow(): void;
  abstract endRow(): void;
  protected abstract value(value: Value): void;

  null(): void {
    this.value(null);
  }

  boolean(value: boolean): void {
    this.value(value);
  }

  number(value: number): void {
    this.value(value);
  }

  text(value: string): void {
    this.value(value);
  }

  utf8(bytes: Buffer, start: number, end: number): void {
    this.value(bytes.toString('utf8', start, end));
  }

  blob(bytes: Buffer): void {
    this.value(bytes);
  }
}
