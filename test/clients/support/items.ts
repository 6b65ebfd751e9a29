import type { TestEmulator } from '../../support/emulator.ts';

/** A column for each kind of value that a client library may get wrong. */
const CREATE_ITEMS = `CREATE TABLE items (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(50) NOT NULL UNIQUE,
  active BOOLEAN,
  price DECIMAL(10,2),
  weight DOUBLE,
  seen_at DATETIME(3),
  picture BLOB,
  document JSON,
  serial BIGINT
)`;

/** What every client stores in `items` and reads back, each in its own terms. */
export const ITEM = {
  name: 'Zoë’s 日本 🎉',
  price: '12.50',
  weight: 0.1,
  seenAt: '2025-01-02 03:04:05.678',
  picture: Buffer.from([0, 255, 39, 58, 63]),
  document: { a: [1, null, 'é'], 'b:c': '?' },
  /** The first integer that a JavaScript number cannot hold, and the greatest that it can. */
  serial: 9_007_199_254_740_993n,
  safeSerial: 9_007_199_254_740_991,
} as const;

/** Makes the table `items`, empty, its ids from 1. */
export async function createItems(emulator: TestEmulator): Promise<void> {
  await emulator.execute('DROP TABLE IF EXISTS items');
  await emulator.execute(CREATE_ITEMS);
}

/** The names that are stored, past every client and every open transaction. */
export async function storedNames(emulator: TestEmulator): Promise<unknown[]> {
  const [rows] = await emulator.direct.query({ sql: 'SELECT name FROM items ORDER BY id', rowsAsArray: true });
  return (rows as unknown[][]).map(([name]) => name);
}
