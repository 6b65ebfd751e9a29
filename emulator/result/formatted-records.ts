import type { Column, Value } from '../engine/engine.ts';
import { ValueSink } from '../engine/value-sink.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_FORMATTED_RECORDS_BYTES } from '../model/limits.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import type { RecordsMembers } from './records.ts';
import { toReturnMember } from './return-types.ts';
import { toPlainText } from './value-text.ts';

/** Rows as one string: a JSON list of objects, in the member `formattedRecords`; metadata stays blank (contract 4.4). */
export class FormattedRecords extends ValueSink {
  readonly #request: ExecuteStatementRequest;
  readonly #rows: string[] = [];
  #bytes = '[]'.length;
  #columns: readonly { key: string; member: Column['member']; isDecimal: boolean }[] | undefined;
  #row: string[] = [];

  constructor(request: ExecuteStatementRequest) {
    super();
    this.#request = request;
  }

  get hasRows(): boolean {
    return this.#columns !== undefined;
  }

  columns(columns: readonly Column[]): void {
    checkLabels(columns);
    const { resultSetOptions = {} } = this.#request;
    this.#columns = columns.map((column) => ({
      key: JSON.stringify(column.label),
      member: toReturnMember(column, resultSetOptions),
      isDecimal: column.isDecimal,
    }));
  }

  startRow(): void {
    this.#row = [];
  }

  endRow(): void {
    const row = `{${this.#row.join(',')}}`;
    this.#bytes += Buffer.byteLength(row) + (this.#rows.length === 0 ? 0 : ','.length);
    if (this.#bytes > MAX_FORMATTED_RECORDS_BYTES) {
      throw new ServiceException('UnsupportedResultException', 'The result exceeds the size limit 10 MB.');
    }
    this.#rows.push(row);
  }

  toMembers(): RecordsMembers {
    return this.#columns === undefined ? {} : { formattedRecords: JSON.stringify(`[${this.#rows.join(',')}]`) };
  }

  protected value(value: Value): void {
    const column = this.#columns?.[this.#row.length];
    if (column !== undefined) this.#row.push(`${column.key}:${toPlainText(value, column.member, column.isDecimal)}`);
  }
}

/** An object has one member of a name: equal labels need aliases (contract 4.4; own wording). */
function checkLabels(columns: readonly Column[]): void {
  const seen = new Set<string>();
  for (const { label } of columns) {
    if (seen.has(label)) {
      throw new ServiceException(
        'UnsupportedResultException',
        `The result contains the duplicate column name "${label}": give each column an alias of its own.`,
      );
    }
    seen.add(label);
  }
}
