import Papa from 'papaparse';
import type { SqlParameter } from '../../../../emulator/text.ts';
import { detectCommonKind } from './detect-kind.ts';
import { readJsonSets } from './read-json-sets.ts';
import { explainName, NO_SETS, type ReadSets, type SetsError, type SetsOptions } from './sets.ts';
import { fitsKind, formOfKind, toSentValue } from './value-kinds.ts';

/** Reads a CSV with a header, whatever separates its cells, or a JSON list of objects. */
export function readSets(text: string, options: SetsOptions = {}): ReadSets {
  if (text.trim() === '') return { ...NO_SETS, errors: [] };
  return /^\s*[[{]/.test(text) ? readJsonSets(text, options) : readCsv(text, options);
}

interface Row {
  readonly line: number;
  /** undefined is NULL. */
  readonly cells: readonly (string | undefined)[];
}

function readCsv(text: string, options: SetsOptions): ReadSets {
  const { rows, errors } = readRows(text, options.keepsEmpty ?? false);
  const [header, ...body] = rows;
  const names = (header?.cells ?? []).map((name) => name?.trim() ?? '');
  const line = header?.line ?? 1;
  const nameErrors = names.flatMap((name, index) => {
    const message = explainName(name, names.indexOf(name) < index);
    return message === undefined ? [] : [{ line, column: index + 1, message }];
  });
  const lengthErrors = body
    .filter(({ cells }) => cells.length !== names.length)
    .map((row) => explainLength(row, names.length));
  const found = [...errors, ...nameErrors, ...lengthErrors];
  if (found.length > 0) return { ...NO_SETS, names, errors: found };
  return toSets(names, body, options);
}

function explainLength({ line, cells }: Row, count: number): SetsError {
  const message = `${cells.length} cells, but the first line names ${count} parameters`;
  return { line, column: Math.min(cells.length, count) + 1, message };
}

/** Papa Parse tells where each row ended; a row of several lines is where it began. */
function readRows(text: string, keepsEmpty: boolean): { rows: Row[]; errors: SetsError[] } {
  const rows: Row[] = [];
  const errors: SetsError[] = [];
  let from = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    step: ({ data, errors: found, meta: { cursor } }) => {
      for (const { message } of found.filter(({ type }) => type !== 'Delimiter'))
        errors.push({ line, column: data.length, message });
      if (data.some((cell) => cell.trim() !== ''))
        rows.push({ line, cells: data.map((cell) => toCell(cell, keepsEmpty)) });
      line += text.slice(from, cursor).split('\n').length - 1;
      from = cursor;
    },
  });
  return { rows, errors };
}

function toCell(cell: string, keepsEmpty: boolean): string | undefined {
  return cell === 'NULL' || cell === '\\N' || (cell === '' && !keepsEmpty) ? undefined : cell;
}

function toSets(names: readonly string[], rows: readonly Row[], options: SetsOptions): ReadSets {
  const errors: SetsError[] = [];
  const kinds = names.map((name, index) => {
    const texts = rows.map(({ cells }) => cells[index]).filter((cell) => cell !== undefined);
    return options.kinds?.[name] ?? detectCommonKind(texts);
  });
  const toParameter = (name: string, index: number, { cells, line }: Row): SqlParameter => {
    const [cell, kind = 'stringValue'] = [cells[index], kinds[index]];
    if (cell === undefined) return { name, value: { isNull: true } };
    if (fitsKind(kind, cell)) return { name, ...toSentValue(kind, cell) };
    errors.push({
      line,
      column: index + 1,
      message: `:${name} is to be ${formOfKind(kind)}, and “${cell.slice(0, 40)}” is not`,
    });
    return { name, value: { stringValue: cell } };
  };
  const sets = rows.map((row) => names.map((name, index) => toParameter(name, index, row)));
  return { names, kinds, sets, errors };
}
