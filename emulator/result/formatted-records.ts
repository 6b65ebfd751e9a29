import type { Column, RowSink, Value } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_FORMATTED_RECORDS_BYTES } from '../model/limits.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import type { RecordsMembers } from './records.ts';
import { toReturnMember } from './return-types.ts';
import { toPlainText } from './value-text.ts';

/** Rows as one string: a JSON list of objects, in the member `formattedRecords`; metadata stays blank (contract 4.4). */
export class FormattedRecords implements RowSink {
  readonly #request: ExecuteStatementRequest;
  readonly #rows: string[] = [];
  #bytes = '[]'.length;
  #columns: readonly { key: string; member: Column['member'] }[] | undefined;
  #row: string[] = [];

  constructor(request: ExecuteStatementRequest) {
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
    }));
  }

  startRow(): void {
    this.#row = [];
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

  #add(value: Value): void {
    const column = this.#columns?.[this.#row.length];
    if (column !== undefined) this.#row.push(`${column.key}:${toPlainText(value, column.member)}`);
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
