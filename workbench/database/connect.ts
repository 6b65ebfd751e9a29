import { createConnection, type Connection } from 'mysql2/promise';
import type { Database } from './database.ts';
import { toLogin } from './login.ts';

/** Where a server is, and as whom to enter it. */
export type Server = Pick<Database, 'url' | 'socketPath'>;

/**
 * Connects to a server as the emulator does: times are UTC, and the client changes nothing in the meaning of SQL.
 *
 * @param databaseName the current database; without it there is none.
 * @returns a connection that takes several statements in one text.
 * @throws the driver's error.
 */
export async function connect({ url, socketPath }: Server, databaseName?: string): Promise<Connection> {
  const connection = await createConnection({
    ...toLogin(url),
    ...(socketPath === undefined ? {} : { socketPath }),
    ...(databaseName === undefined ? {} : { database: databaseName }),
    multipleStatements: true,
    dateStrings: true,
    flags: ['-IGNORE_SPACE', '-LOCAL_FILES'],
  });
  await connection.query("SET time_zone = '+00:00'");
  return connection;
}
