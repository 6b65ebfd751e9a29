import type { Column, RowSink, Value } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_FORMATTED_RECORDS_BYTES } from '../model/limits.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import { JsonBytes } from './json-bytes.ts';
import type { Json } from './json-object.ts';
import { ResultSize } from './result-size.ts';
import { toReturnMember } from './return-types.ts';
import { writeField, toPlainText } from './value-text.ts';

/** Collects the rows of one statement as the JSON text of its answer. */
export interface Records extends RowSink {
  /** The members of the answer, as JSON text; none where the statement yielded no rows. */
  toMembers(): Readonly<Record<string, Json | undefined>>;
  readonly hasRows: boolean;
}

/** `formatRecordsAs` counts for SELECT only and is ignored elsewhere (contract 4.4). */
export function createRecords(request: ExecuteStatementRequest, isSelect: boolean): Records {
  return request.formatRecordsAs === 'JSON' && isSelect ? new FormattedRecords(request) : new FieldRecords(request);
}

/** Rows as lists of Fields, in the member `records`. */
class FieldRecords implements Records {
  readonly #request: ExecuteStatementRequest;
  readonly #size = new ResultSize();
  /** From the first row on. */
  #json: JsonBytes | undefined;
  #columns: readonly Column[] | undefined;
  #members: readonly Column['member'][] = [];

  constructor(request: ExecuteStatementRequest) {
    this.#request = request;
  }

  get hasRows(): boolean {
    return this.#columns !== undefined;
  }

  columns(columns: readonly Column[]): void {
    this.#columns = columns;
    this.#members = columns.map((column) => toReturnMember(column, this.#request.resultSetOptions ?? {}));
  }

  row(values: readonly Value[]): void {
    const json = this.#json ?? new JsonBytes();
    json.ascii(this.#json === undefined ? '[[' : ',[');
    this.#json = json;
    let bytes = 0;
    for (let index = 0; index < values.length; index += 1) {
      if (index > 0) json.ascii(',');
      bytes += writeField(json, values[index] ?? null, this.#members[index] ?? 'stringValue');
    }
    json.ascii(']');
    this.#size.addRow(values.length, bytes);
  }

  toMembers(): Readonly<Record<string, Json | undefined>> {
    if (this.#columns === undefined) return {};
    const metadata =
      this.#request.includeResultMetadata === true ? this.#columns.map((column) => column.describe()) : undefined;
    this.#json?.ascii(']');
    return { columnMetadata: JSON.stringify(metadata), records: this.#json?.end() ?? '[]' };
  }
}

/** Rows as one string: a JSON list of objects, in the member `formattedRecords`; metadata stays blank (contract 4.4). */
class FormattedRecords implements Records {
  readonly #request: ExecuteStatementRequest;
  readonly #rows: string[] = [];
  #bytes = '[]'.length;
  #columns: readonly { key: string; member: Column['member'] }[] | undefined;

  constructor(request: ExecuteStatementRequest) {
    this.#request = request;
  }

  get hasRows(): boolean {
    return this.#columns !== undefined;
  }

  columns(columns: readonly Column[]): void {
    checkLabels(columns);
    this.#columns = columns.map((column) => ({
      key: JSON.stringify(column.label),
      member: toReturnMember(column, this.#request.resultSetOptions ?? {}),
    }));
  }

  row(values: readonly Value[]): void {
    const members =
      this.#columns?.map(({ key, member }, index) => `${key}:${toPlainText(values[index] ?? null, member)}`) ?? [];
    const row = `{${members.join(',')}}`;
    this.#bytes += Buffer.byteLength(row) + (this.#rows.length === 0 ? 0 : ','.length);
    if (this.#bytes > MAX_FORMATTED_RECORDS_BYTES) {
      throw new ServiceException('UnsupportedResultException', 'The result exceeds the size limit 10 MB.');
    }
    this.#rows.push(row);
  }

  toMembers(): Readonly<Record<string, Json | undefined>> {
    return this.#columns === undefined ? {} : { formattedRecords: JSON.stringify(`[${this.#rows.join(',')}]`) };
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
