import type { Column } from '../engine/engine.ts';
import type { ResultSetOptions } from '../model/types.ts';

/**
 * Applies `resultSetOptions` (contract 4.2): integers as text, or decimals as numbers: a long where the column has no
 * scale, else a double.
 *
 * @returns the member of a Field that carries the column's values.
 */
export function toReturnMember(column: Column, options: ResultSetOptions): Column['member'] {
  if (column.member === 'longValue' && options.longReturnType === 'STRING') return 'stringValue';
  if (column.isDecimal && options.decimalReturnType === 'DOUBLE_OR_LONG') {
    return column.scale === 0 ? 'longValue' : 'doubleValue';
  }
  return column.member;
}
