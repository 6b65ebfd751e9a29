import { readFile } from 'node:fs/promises';
import mysql from 'mysql2/promise';

/**
 * Creates a database, unless it is there, and runs a file of SQL statements in it.
 *
 * @throws Error naming the file, with what the server said.
 */
export async function loadSqlFile(databaseUrl: string, databaseName: string, file: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: databaseUrl, multipleStatements: true });
  try {
    const name = mysql.escapeId(databaseName);
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${name}; USE ${name}`);
    await connection.query(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await connection.end();
  }
}
