import { quote } from '../database/quote.ts';
import type { ColumnDefinition, TableDefinition } from './definition.ts';

/** Types whose values are equal when the server says so. */
const EXACT = new Set([
  ...['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'float', 'double', 'bit', 'year'],
  ...['date', 'time', 'datetime', 'timestamp', 'binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'],
]);
/** Types whose values the server takes for equal though they differ: in case, accents, trailing blanks, blanks in JSON. */
const TEXTUAL = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set', 'json']);

/** The SQL that tells a table from the one of the same definition in another database, and makes it equal to that. */
export interface RowComparison {
  /** A condition: something in the table is not as in the other. */
  readonly differs: string;
  /** Statements that leave alone what is equal. */
  readonly restore: readonly string[];
}

/**
 * @param seed the database that is right.
 * @returns undefined for a table whose rows cannot be compared: it has no primary key, or columns of a rare type.
 */
export function compareRows(table: TableDefinition, databaseName: string, seed: string): RowComparison | undefined {
  const { name, columns, primaryKey } = table;
  if (primaryKey.length === 0) return undefined;
  if (columns.some(({ type }) => !EXACT.has(type) && !TEXTUAL.has(type))) return undefined;
  const here = `${quote(databaseName)}.${quote(name)}`;
  const there = `${quote(seed)}.${quote(name)}`;
  const sameKey = primaryKey.map((column) => `h.${quote(column)} = t.${quote(column)}`).join(' AND ');
  const sameRow = columns.map(toEquality).join(' AND ');
  const wrong = `FROM ${here} h LEFT JOIN ${there} t ON ${sameKey} WHERE t.${quote(primaryKey[0] ?? '')} IS NULL OR NOT (${sameRow})`;
  const missing = `FROM ${there} t LEFT JOIN ${here} h ON ${sameKey} WHERE h.${quote(primaryKey[0] ?? '')} IS NULL`;
  const list = columns.map((column) => quote(column.name));
  const values = list.map((column) => `t.${column}`).join(', ');
  return {
    differs: `EXISTS (SELECT 1 ${wrong}) OR EXISTS (SELECT 1 ${missing})`,
    restore: [`DELETE h ${wrong}`, `INSERT INTO ${here} (${list.join(', ')}) SELECT ${values} ${missing}`],
  };
}

function toEquality({ name, type }: ColumnDefinition): string {
  const column = quote(name);
  if (EXACT.has(type)) return `h.${column} <=> t.${column}`;
  return `CAST(h.${column} AS BINARY) <=> CAST(t.${column} AS BINARY)`;
}
