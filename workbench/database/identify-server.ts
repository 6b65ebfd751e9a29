import { createConnection, type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';

/** What a server says about itself. */
export interface ServerIdentity {
  readonly product: 'MySQL' | 'MariaDB';
  readonly version: string;
}

/**
 * Connects to a server once and asks what it is.
 * @param login where it is and who we are, as mysql2 takes it
 * @returns its product and version
 * @throws the driver's error when there is no server, or when it does not let us in
 */
export async function identifyServer(login: ConnectionOptions): Promise<ServerIdentity> {
  const connection = await createConnection(login);
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT @@version AS version, @@version_comment AS comment');
    const text = `${rows[0]?.['version']} ${rows[0]?.['comment']}`;
    return {
      product: /mariadb/i.test(text) ? 'MariaDB' : 'MySQL',
      version: /\d+\.\d+\.\d+/.exec(text)?.[0] ?? 'unknown',
    };
  } finally {
    connection.destroy(); // a polite end would wait for the server, and nothing is pending
  }
}
