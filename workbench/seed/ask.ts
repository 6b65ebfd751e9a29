import type { Connection, RowDataPacket } from 'mysql2/promise';

/** A row as its query's aliases name it. */
export type Row<Name extends string> = Readonly<Record<Name, string | number | null>>;

/** Asks one question. @returns the rows. */
export async function ask<Name extends string>(
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row<Name>[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
  return rows as Row<Name>[];
}

/** Asks several questions in one go. @returns the rows of each. */
export async function askAll(connection: Connection, questions: readonly string[]): Promise<Row<string>[][]> {
  if (questions.length === 0) return [];
  const [results] = await connection.query<RowDataPacket[][]>(questions.join(';\n'));
  return (questions.length === 1 ? [results] : results) as Row<string>[][];
}

/** Runs statements whose results do not matter, in one go. */
export async function runAll(connection: Connection, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await connection.query(statements.join(';\n'));
}
