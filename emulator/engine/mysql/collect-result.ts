import type { EventEmitter } from 'node:events';
import type { ResultSetHeader } from 'mysql2';
import type { RowSink, StatementResult, Value } from '../engine.ts';
import { toColumn, type TypedColumn } from './column-metadata.ts';
import type { ColumnDefinition } from './fields.ts';

interface Collector {
  readonly rows: RowSink;
  /** Puts right what the server says of a column. */
  readonly describe: (definition: ColumnDefinition) => ColumnDefinition;
  /** Called once, when the sink has refused a row or a column: nobody reads on. */
  readonly stop: () => void;
}

/**
 * Passes a running command's rows to the sink as they arrive. Only the first result counts: a procedure may send
 * several (contract 9).
 *
 * @throws what the server or the sink says, as it is.
 */
export async function collectResult(
  command: EventEmitter,
  { rows, describe, stop }: Collector,
): Promise<StatementResult> {
  let columns: readonly TypedColumn[] | undefined;
  let result: StatementResult | undefined;
  let refusal: Error | undefined;
  const refuse = (error: unknown): void => {
    refusal = error instanceof Error ? error : new Error(String(error));
    stop();
  };
  const passRow = (row: unknown[], described: readonly TypedColumn[]): void => {
    if (refusal !== undefined) return;
    try {
      rows.row(toValues(row, described));
    } catch (error) {
      refuse(error);
    }
  };
  command.on('fields', (definitions: readonly ColumnDefinition[] | undefined) => {
    if (definitions === undefined || columns !== undefined || result !== undefined || refusal !== undefined) return;
    try {
      columns = definitions.map((definition) => toColumn(describe(definition)));
      rows.columns(columns);
    } catch (error) {
      refuse(error);
    }
  });
  command.on('result', (row: unknown[] | ResultSetHeader, resultIndex = 0) => {
    if (Array.isArray(row)) {
      if (resultIndex === 0 && columns !== undefined) passRow(row, columns);
    } else result ??= toStatementResult(row);
  });
  try {
    await ended(command);
  } catch (error) {
    throw refusal ?? error;
  }
  if (refusal !== undefined) throw refusal;
  return columns === undefined && result !== undefined ? result : { affectedRows: 0 };
}

function ended(command: EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    command.once('end', resolve);
    command.once('error', reject);
  });
}

/** One list serves for both: there may be very many of them. */
function toValues(row: unknown[], columns: readonly TypedColumn[]): Value[] {
  for (let index = 0; index < columns.length; index += 1) {
    const raw = row[index];
    if (raw !== null) row[index] = columns[index]?.type.toValue(raw);
  }
  return row as Value[];
}

/** What the driver tells of a statement without rows. */
export function toStatementResult({
  affectedRows,
  insertId,
}: Pick<ResultSetHeader, 'affectedRows' | 'insertId'>): StatementResult {
  // Nearly all statements generate nothing, or an id that a number holds.
  if (insertId === 0) return { affectedRows };
  // The driver gives digits for what a number cannot hold, and takes an id of BIGINT UNSIGNED for a signed one.
  return { affectedRows, generatedId: BigInt.asUintN(64, BigInt(insertId)).toString() };
}
