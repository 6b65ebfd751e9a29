import Papa from 'papaparse';
import { decodeJson } from '../../../../emulator/text.ts';
import { toJson } from '../api/json.ts';
import type { ColumnMetadata } from './explain-column.ts';

/** A value of a result: the one member of its Field. */
export type Field = Readonly<Record<string, unknown>>;

/** The members of answers that are shown. */
export interface AnswerBody {
  readonly records?: readonly (readonly Field[])[];
  readonly columnMetadata?: readonly ColumnMetadata[];
  readonly formattedRecords?: string;
  readonly numberOfRecordsUpdated?: number;
  readonly generatedFields?: readonly Field[];
  readonly updateResults?: readonly { readonly generatedFields: readonly Field[] }[];
}

/** A result as a table. */
export interface Rows {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly Field[])[];
}

/** @returns the rows of an answer; undefined where it has none, as that of an INSERT. */
export function toRows({ records, columnMetadata, formattedRecords }: AnswerBody): Rows | undefined {
  if (formattedRecords !== undefined) return toFormattedRows(formattedRecords);
  if (records === undefined) return undefined;
  const count = records[0]?.length ?? 0;
  const labels =
    columnMetadata?.map(({ label }) => label) ?? Array.from({ length: count }, (_, n) => `column ${n + 1}`);
  return { labels, rows: records };
}

/** JSON has no members: each value says only what JSON says of it. */
function toFormattedRows(text: string): Rows {
  const objects = decodeJson(text) as Record<string, unknown>[];
  const labels = Object.keys(objects[0] ?? {});
  return { labels, rows: objects.map((object) => labels.map((label) => ({ json: object[label] }))) };
}

/** @returns the one member of a Field, and what it holds. */
export function readField(field: Field): { member: string; value: unknown } {
  const [[member, value] = ['isNull', true]] = Object.entries(field);
  return member === 'isNull' || value === null ? { member: 'isNull', value: null } : { member, value };
}

/** @returns the text of a value in a grid and in a CSV; NULL is empty there. */
export function toText(field: Field): string {
  const { value } = readField(field);
  if (value === null) return '';
  return typeof value === 'string' ? value : toJson(value);
}

/** @returns a CSV with a header; NULL is an empty cell. */
export function toCsv({ labels, rows }: Rows): string {
  return Papa.unparse({ fields: [...labels], data: rows.map((row) => row.map(toText)) });
}

/** @returns a JSON list of objects; integers keep their digits, bytes are base64. */
export function toJsonText({ labels, rows }: Rows): string {
  const objects = rows.map((row) =>
    Object.fromEntries(row.map((field, n) => [labels[n] ?? n, readField(field).value])),
  );
  return `${toJson(objects, 2)}\n`;
}

/** Gives the reader a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
