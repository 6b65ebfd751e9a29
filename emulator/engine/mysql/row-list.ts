import type { Value } from '../engine.ts';
import { ValueSink } from '../value-sink.ts';

/** Keeps the rows of a result as lists of values, for what we ask the server ourselves. */
export class RowList extends ValueSink {
  readonly rows: Value[][] = [];

  columns(): void {}

  startRow(): void {
    this.rows.push([]);
  }

  endRow(): void {}

  protected value(value: Value): void {
    this.rows.at(-1)?.push(value);
  }
}
