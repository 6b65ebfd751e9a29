import type { Value } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_RESULT_BYTES } from '../model/limits.ts';
import { RESULT_TOO_LARGE_MESSAGE } from '../model/usual-messages.ts';

const BYTES_PER_ROW = 2;
const BYTES_PER_VALUE = 4;

/** Counts the data of one result as the service does, row by row. */
export class ResultSize {
  #bytes = 0;

  /**
   * Adds a row whose values were counted while they were written.
   *
   * @param valueBytes those of all values' texts.
   * @throws ServiceException UnsupportedResultException when the row makes the result larger than 1 MiB.
   */
  addRow(columns: number, valueBytes: number): void {
    this.#bytes += toRowBytes(columns, valueBytes);
    if (this.#bytes > MAX_RESULT_BYTES) {
      throw new ServiceException('UnsupportedResultException', RESULT_TOO_LARGE_MESSAGE);
    }
  }
}

/**
 * The bytes of a row as the service counts them: two a row, four a column, and those of each value's text (contract 6,
 * measured on PostgreSQL).
 */
export function toRowBytes(columns: number, valueBytes: number): number {
  return BYTES_PER_ROW + BYTES_PER_VALUE * columns + valueBytes;
}

/** The bytes of a value's text. */
export function toByteLength(value: Value): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  if (typeof value === 'string' || typeof value === 'number') return Buffer.byteLength(String(value));
  return value.length;
}
