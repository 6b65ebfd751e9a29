import { lookUp, quoteName, toTexts, type FoundRows } from './look-up.ts';

/** A table or view. */
export interface Table {
  readonly name: string;
  readonly isView: boolean;
}

/** A column, as the server describes it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** `PRI`, `UNI`, `MUL` or nothing. */
  readonly key: string;
  readonly defaultValue: string;
  readonly extra: string;
}

const OURS = "('information_schema', 'mysql', 'performance_schema', 'sys')";

/** @returns the databases, but those of the server itself. @throws Error with what the service says. */
export async function listDatabases(): Promise<string[]> {
  const sql = `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ${OURS} ORDER BY SCHEMA_NAME`;
  return toTexts(await lookUp(sql)).map(([name = '']) => name);
}

/** @returns the tables and views of a database, by name. @throws Error with what the service says. */
export async function listTables(database: string): Promise<Table[]> {
  const sql =
    'SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = :database ORDER BY TABLE_NAME';
  const rows = toTexts(await lookUp(sql, { database }));
  return rows.map(([name = '', type]) => ({ name, isView: type === 'VIEW' }));
}

/** @returns the columns of a table, in its order. @throws Error with what the service says. */
export async function listColumns(database: string, table: string): Promise<Column[]> {
  const sql = `SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY, COLUMN_DEFAULT, EXTRA
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = :database AND TABLE_NAME = :table ORDER BY ORDINAL_POSITION`;
  const rows = toTexts(await lookUp(sql, { database, table }));
  return rows.map(([name = '', type = '', nullable, key = '', defaultValue = '', extra = '']) => ({
    name,
    type,
    isNullable: nullable === 'YES',
    key,
    // MariaDB spells out that there is none.
    defaultValue: defaultValue === 'NULL' ? '' : defaultValue,
    extra,
  }));
}

/** @returns how many rows a table has now. @throws Error with what the service says. */
export async function countRows(database: string, table: string): Promise<number> {
  const [[count = '0'] = []] = toTexts(await lookUp(`SELECT COUNT(*) FROM ${quoteName(database)}.${quoteName(table)}`));
  return Number(count);
}

/** A part of a table's rows, in the order of its key. */
export interface RowsWanted {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly limit: number;
  readonly offset: number;
}

/** @returns the rows that are wanted. @throws Error with what the service says. */
export function readRows({ database, table, columns, limit, offset }: RowsWanted): Promise<FoundRows> {
  const key = columns.filter((column) => column.key === 'PRI').map(({ name }) => quoteName(name));
  const order = key.length === 0 ? '' : ` ORDER BY ${key.join(', ')}`;
  const sql = `SELECT * FROM ${quoteName(database)}.${quoteName(table)}${order} LIMIT ${limit} OFFSET ${offset}`;
  return lookUp(sql);
}
