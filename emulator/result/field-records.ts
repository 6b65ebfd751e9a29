import type { Column, RowSink, Value } from '../engine/engine.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import { JsonBytes } from './json-bytes.ts';
import type { RecordsMembers } from './records.ts';
import { ResultSize, toByteLength } from './result-size.ts';
import { toReturnMember } from './return-types.ts';
import { fittingMember, toDoubleText, toNumberText, toValueText } from './value-text.ts';

type Member = Column['member'];
type Starts = Readonly<Record<Member | 'isNull', Buffer>>;

/** How a Field begins in JSON text: the first of a row, and one behind another, which is closed with it. */
const FIRST_STARTS = toStarts('');
const NEXT_STARTS = toStarts('},');

function toStarts(before: string): Starts {
  return {
    isNull: Buffer.from(`${before}{"isNull":true`),
    booleanValue: Buffer.from(`${before}{"booleanValue":`),
    longValue: Buffer.from(`${before}{"longValue":`),
    doubleValue: Buffer.from(`${before}{"doubleValue":`),
    stringValue: Buffer.from(`${before}{"stringValue":`),
    blobValue: Buffer.from(`${before}{"blobValue":`),
  };
}

/**
 * Rows as lists of Fields, in the member `records`: a Field has exactly one member, NULL is `{"isNull":true}` (contract
 * 1.2). Integers are written as their digits, so that 64 bits stay exact. Each value is written as it comes: nothing is
 * made of it first, and no list of a row.
 */
export class FieldRecords implements RowSink {
  readonly #request: ExecuteStatementRequest;
  readonly #size = new ResultSize();
  readonly #json = new JsonBytes();
  #columns: readonly Column[] | undefined;
  #members: readonly Member[] = [];
  #rows = 0;
  /** Of the column whose value comes next. */
  #index = 0;
  /** Of the texts of this row's values. */
  #rowBytes = 0;

  constructor(request: ExecuteStatementRequest) {
    this.#request = request;
  }

  get hasRows(): boolean {
    return this.#columns !== undefined;
  }

  columns(columns: readonly Column[]): void {
    this.#columns = columns;
    const { resultSetOptions = {} } = this.#request;
    this.#members = columns.map((column) => toReturnMember(column, resultSetOptions));
  }

  startRow(): void {
    this.#json.ascii(this.#rows === 0 ? '[[' : ',[');
    this.#rows += 1;
    this.#index = 0;
    this.#rowBytes = 0;
  }

  null(): void {
    this.#start('isNull');
  }

  boolean(value: boolean): void {
    this.#write(value);
  }

  number(value: number): void {
    const member = this.#member;
    if (member === 'longValue') {
      this.#start(member);
      this.#rowBytes += this.#json.integer(value);
    } else if (member === 'doubleValue') {
      this.#start(member);
      const text = toNumberText(value);
      this.#json.ascii(toDoubleText(value, text));
      this.#rowBytes += text.length;
    } else this.#write(value);
  }

  text(value: string): void {
    const member = this.#member;
    if (member !== 'stringValue') return this.#write(value);
    this.#start(member);
    this.#rowBytes += this.#json.string(value);
  }

  utf8(bytes: Buffer, start: number, end: number): void {
    const member = this.#member;
    if (member !== 'stringValue') return this.#write(bytes.toString('utf8', start, end));
    this.#start(member);
    this.#rowBytes += this.#json.utf8(bytes, start, end);
  }

  blob(bytes: Buffer): void {
    this.#write(bytes);
  }

  endRow(): void {
    this.#json.ascii('}]');
    this.#size.addRow(this.#index, this.#rowBytes);
  }

  toMembers(): RecordsMembers {
    if (this.#columns === undefined) return {};
    const metadata =
      this.#request.includeResultMetadata === true ? this.#columns.map((column) => column.describe()) : undefined;
    this.#json.ascii(this.#rows === 0 ? '[]' : ']');
    return { columnMetadata: JSON.stringify(metadata), records: this.#json.end() };
  }

  get #member(): Member {
    return this.#members[this.#index] ?? 'stringValue';
  }

  #start(member: Member | 'isNull'): void {
    this.#json.bytes((this.#index === 0 ? FIRST_STARTS : NEXT_STARTS)[member]);
    this.#index += 1;
  }

  /** What is not as common as the others. */
  #write(value: Exclude<Value, null>): void {
    const isDecimal = this.#columns?.[this.#index]?.isDecimal === true;
    const member = fittingMember(value, this.#member, isDecimal);
    this.#start(member);
    this.#json.text(toValueText(value, member));
    this.#rowBytes += toByteLength(value);
  }
}
