import type { Pool } from 'mysql2/promise';
import { DATABASE } from './pool.ts';
import { createHandler } from './handler.ts';
import { HttpClient } from './http-client.ts';

/** Does one call of a workload, the n-th. */
export type Work = (n: number) => Promise<unknown>;

/** The same work on every side: past everything on the driver, or over HTTP. */
export interface Workload {
  readonly name: string;
  readonly concurrency: readonly number[];
  /** So many calls make a round. */
  readonly calls: number;
  readonly onDriver: (pool: Pool) => Work;
  readonly overHttp: (client: HttpClient, endpoint: string) => Work | Promise<Work>;
  /** The pass-through has no batches. */
  readonly needsBatch?: boolean;
  /** All sides answer the same, letter by letter as the driver would see it. */
  readonly isComparable?: boolean;
}

const ARNS = {
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:benchmark',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:benchmark-AbCdEf',
};
const ALL = [1, 16, 64];
export const ROWS = 1000;
const SETS = 1000;
const LARGEST_BATCH_BYTES = 4_150_000;
const BY_KEY = 'SELECT id, name, price FROM item WHERE id = ';
const ROWS_SQL = `SELECT id, name, price, weight, made FROM item LIMIT ${ROWS}`;
const INSERT_COLUMNS = 'INSERT INTO sale (item, customer, price) VALUES ';

const toBody = (members: object): string => JSON.stringify({ ...ARNS, database: DATABASE, ...members });
const toId = (n: number): number => 1 + (n % ROWS);
const toSale = (n: number): [number, string, number] => [n, `customer ${n}`, n + 0.5];
const toParameters = ([item, customer, price]: ReturnType<typeof toSale>): object[] => [
  { name: 'item', value: { longValue: item } },
  { name: 'customer', value: { stringValue: customer } },
  { name: 'price', value: { doubleValue: price } },
];
const toInsert = (n: number, transactionId?: string): string =>
  toBody({ sql: `${INSERT_COLUMNS}(:item, :customer, :price)`, parameters: toParameters(toSale(n)), transactionId });

const batchBody = toBody({
  sql: `${INSERT_COLUMNS}(:item, :customer, :price)`,
  parameterSets: Array.from({ length: SETS }, (_, n) => toParameters(toSale(n))),
});

/** Nearly as many bytes as a request may have. @returns the body. */
export function toLargestBatch(): string {
  const sets = (count: number): object[][] =>
    Array.from({ length: count }, (_, n) => toParameters(toSale(1_000_000 + n)));
  const bytesOfSet = JSON.stringify(sets(1)).length;
  const count = Math.floor(LARGEST_BATCH_BYTES / bytesOfSet);
  return toBody({ sql: `${INSERT_COLUMNS}(:item, :customer, :price)`, parameterSets: sets(count) });
}

/** @returns the body of a call whose result goes far beyond the limit. */
export function toTwoMillionRows(): string {
  return toBody({ sql: 'SELECT many.name, b.id FROM item AS many, item AS b, (SELECT 1 UNION SELECT 2) AS twice' });
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'primary key',
    concurrency: ALL,
    calls: 3000,
    isComparable: true,
    onDriver: (pool) => (n) => pool.execute(`${BY_KEY}?`, [toId(n)]),
    overHttp: (client) => (n) =>
      client.post(
        '/Execute',
        toBody({ sql: `${BY_KEY}:id`, parameters: [{ name: 'id', value: { longValue: toId(n) } }] }),
      ),
  },
  {
    name: '1,000 rows',
    concurrency: ALL,
    calls: 200,
    isComparable: true,
    onDriver: (pool) => () => pool.execute(ROWS_SQL),
    overHttp: (client) => () => client.post('/Execute', toBody({ sql: ROWS_SQL })),
  },
  {
    name: 'insert',
    concurrency: ALL,
    calls: 2000,
    onDriver: (pool) => (n) => pool.execute(`${INSERT_COLUMNS}(?, ?, ?)`, toSale(n)),
    overHttp: (client) => (n) => client.post('/Execute', toInsert(n)),
  },
  {
    name: 'transaction',
    concurrency: ALL,
    calls: 1000,
    onDriver: (pool) => (n) => insertInTransaction(pool, [n]),
    overHttp: (client) => async (n) => {
      const begun = await client.post('/BeginTransaction', toBody({}));
      const { transactionId } = JSON.parse(begun) as { transactionId: string };
      await client.post('/Execute', toInsert(n, transactionId));
      await client.post('/CommitTransaction', JSON.stringify({ ...ARNS, transactionId }));
    },
  },
  {
    name: 'batch of 1,000',
    concurrency: [1],
    calls: 8,
    needsBatch: true,
    onDriver: (pool) => () => insertInTransaction(pool, [...Array(SETS).keys()]),
    overHttp: (client) => () => client.post('/BatchExecute', batchBody),
  },
  {
    name: 'handler',
    concurrency: [1],
    calls: 150,
    onDriver: (pool) => (n) => handleOnDriver(pool, n),
    overHttp: (_client, endpoint) => createHandler(endpoint, DATABASE),
  },
];

/** A loop of awaited statements: without the emulator, this is how it is done. */
async function insertInTransaction(pool: Pool, numbers: readonly number[]): Promise<void> {
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  for (const n of numbers) await connection.execute(`${INSERT_COLUMNS}(?, ?, ?)`, toSale(n));
  await connection.commit();
  connection.release();
}

/** What the workshop's handler does, as its original does it. */
async function handleOnDriver(pool: Pool, n: number): Promise<void> {
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  await connection.execute('INSERT INTO Employee (EmpId, EmpName) VALUES (?, ?)', [n + 10, `Employee ${n}`]);
  await connection.commit();
  await connection.execute('SELECT EmpId, EmpName FROM Employee ORDER BY EmpId');
  connection.release();
}
