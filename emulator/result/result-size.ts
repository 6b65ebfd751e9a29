import type { Value } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_RESULT_BYTES } from '../model/limits.ts';

const BYTES_PER_ROW = 2;
const BYTES_PER_VALUE = 4;

/**
 * Counts the data of one result as the service does: two bytes a row, four a column, and the bytes of each value's
 * text (contract 6, measured on PostgreSQL).
 */
export class ResultSize {
  #bytes = 0;

  /** The bytes of the rows so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws ServiceException UnsupportedResultException when the row makes the result larger than 1 MiB. */
  add(row: readonly Value[]): void {
    this.#bytes += BYTES_PER_ROW + BYTES_PER_VALUE * row.length;
    for (const value of row) this.#bytes += toByteLength(value);
    if (this.#bytes > MAX_RESULT_BYTES) {
      throw new ServiceException('UnsupportedResultException', 'The result exceeds the size limit 1 MB.');
    }
  }
}

function toByteLength(value: Value): number {
  if (value === null) return 0;
  if (Buffer.isBuffer(value)) return value.length;
  return typeof value === 'boolean' ? 1 : Buffer.byteLength(String(value));
}
