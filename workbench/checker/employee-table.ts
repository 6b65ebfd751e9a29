import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowDataPacket } from 'mysql2/promise';
import { connect, type Server } from '../database/connect.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { KeptConnection } from '../seed/kept-connection.ts';

const SCHEMA_FILE = join(PACKAGE_ROOT, 'handler', 'employee.sql');
/** What still holds the table is not waited for. */
const LOCK_WAIT_SECONDS = 3;

/** The table as the database sees it, past everything that is checked. */
export interface EmployeeTable {
  /** Puts the table back to its first employees, then runs the statements. @throws Error while somebody holds it. */
  reset(statements: readonly string[]): Promise<void>;
  /** All rows by id, or what the server says where there is no such table any more. */
  rows(): Promise<readonly unknown[]>;
  /** Closes the connection. */
  stop(): Promise<void>;
}

/** Looks at the workshop's table in a database that is there; the table comes with the first reset. */
export async function openEmployeeTable(server: Server, databaseName: string): Promise<EmployeeTable> {
  const schema = await readFile(SCHEMA_FILE, 'utf8');
  const kept = new KeptConnection(async () => {
    const connection = await connect(server, databaseName);
    await connection.query(`SET lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
    return connection;
  });
  return {
    async reset(statements) {
      const connection = await kept.get();
      await connection.query(`DROP TABLE IF EXISTS Employee;\n${schema}`);
      for (const statement of statements) await connection.query(statement);
    },
    async rows() {
      const sql = 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId';
      try {
        const [rows] = await (await kept.get()).query<RowDataPacket[][]>({ sql, rowsAsArray: true });
        return rows;
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    },
    stop: () => kept.close(),
  };
}
