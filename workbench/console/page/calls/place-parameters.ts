import { readStatement, type SqlParameter } from '../../../../emulator/text.ts';
import { toJson } from '../api/json.ts';

/** A piece of a statement: its own text, or the value that stands where a placeholder was. */
export type SqlPiece =
  | { readonly text: string }
  | {
      readonly text: string;
      readonly name: string;
      /** How it was sent: `stringValue`, `longValue · TIMESTAMP`; `missing` where nobody sent it. */
      readonly sentAs: string;
    };

const MAX_VALUE_CHARACTERS = 80;

/**
 * Puts the values of parameters where their placeholders are, for a reader: they stay pieces of their own, so that
 * nobody takes a value for SQL. The service never writes them into the text.
 */
export function placeParameters(sql: string, parameters: readonly SqlParameter[] = []): SqlPiece[] {
  const { placeholders } = readStatement(sql);
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const pieces: SqlPiece[] = [];
  let end = 0;
  for (const placeholder of placeholders) {
    pieces.push({ text: sql.slice(end, placeholder.start) });
    pieces.push(toPiece(placeholder.name, byName.get(placeholder.name)));
    end = placeholder.end;
  }
  return [...pieces, { text: sql.slice(end) }].filter(({ text }) => text !== '');
}

function toPiece(name: string, parameter: SqlParameter | undefined): SqlPiece {
  if (parameter?.value === undefined) return { text: `:${name}`, name, sentAs: 'missing' };
  const [[member, value] = ['isNull', true]] = Object.entries(parameter.value) as [string, unknown][];
  const hint = parameter.typeHint === undefined ? '' : ` · ${parameter.typeHint}`;
  return { text: toShown(member, value), name, sentAs: `${member}${hint}` };
}

/** @returns a value as SQL would write it, or nearly so. */
export function toShown(member: string, value: unknown): string {
  if (member === 'isNull') return 'NULL';
  const text = typeof value === 'string' ? value : toJson(value);
  const short = text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
  if (member === 'blobValue') return `base64'${short}'`;
  return member === 'stringValue' ? `'${short.replaceAll("'", "''")}'` : short;
}
