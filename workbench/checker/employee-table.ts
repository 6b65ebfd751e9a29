import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { PACKAGE_ROOT } from '../package-root.ts';

const SCHEMA_FILE = join(PACKAGE_ROOT, 'handler', 'employee.sql');
/** What still holds the table is not waited for. */
const LOCK_WAIT_SECONDS = 3;

/** The table as the database sees it, past everything that is checked. */
export interface EmployeeTable {
  /** Puts the table back to its first employees, then runs the statements. @throws Error while somebody holds it. */
  reset(statements: readonly string[]): Promise<void>;
  /** All rows by id, or what the server says where there is no such table any more. */
  rows(): Promise<readonly unknown[]>;
  /** Drops the database. */
  stop(): Promise<void>;
}

/** Creates a database with the workshop's table. */
export async function createEmployeeTable(databaseUrl: string, databaseName: string): Promise<EmployeeTable> {
  const schema = await readFile(SCHEMA_FILE, 'utf8');
  const connection = await mysql.createConnection({ uri: databaseUrl, multipleStatements: true });
  const name = mysql.escapeId(databaseName);
  await connection.query(`CREATE DATABASE ${name}; USE ${name}; SET lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
  return {
    async reset(statements) {
      await connection.query(`DROP TABLE IF EXISTS Employee;\n${schema}`);
      for (const statement of statements) await connection.query(statement);
    },
    async rows() {
      const sql = 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId';
      try {
        const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
        return rows;
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    },
    async stop() {
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}
