import { createConnection, type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';

/** Connects, runs one statement, and returns its first row as a list of values. */
export async function ask(login: string | ConnectionOptions, sql: string): Promise<unknown[]> {
  const connection = await createConnection(typeof login === 'string' ? { uri: login } : login);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return Array.isArray(rows) ? Object.values(rows[0] ?? {}) : [];
  } finally {
    connection.destroy();
  }
}
