// The floor: the least that can pass a statement on to the driver. No checks, no limits, no types but the obvious ones.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { createPool } from '../pool.ts';
import { serve } from './serve.ts';

interface Body {
  readonly sql: string;
  readonly parameters?: readonly { name: string; value: Record<string, string | number> }[];
  readonly transactionId?: string;
}

const { BENCH_URL: url = '', BENCH_SOCKET: socketPath = '' } = process.env;
const pool = createPool({ url, ...(socketPath === '' ? {} : { socketPath }) });
const transactions = new Map<string, PoolConnection>();

const toField = (value: unknown): object =>
  value === null
    ? { isNull: true }
    : typeof value === 'string'
      ? { stringValue: value }
      : Number.isInteger(value)
        ? { longValue: value }
        : { doubleValue: value };

async function execute({ sql, parameters = [], transactionId }: Body): Promise<object> {
  const names: string[] = [];
  const text = sql.replaceAll(/:(\w+)/g, (_match, name: string) => (names.push(name), '?'));
  const values = new Map(parameters.map(({ name, value }) => [name, Object.values(value)[0] ?? null]));
  const connection = transactionId === undefined ? pool : transactions.get(transactionId);
  const parts = names.map((name) => values.get(name) ?? null);
  const [rows = []] = (await connection?.execute<RowDataPacket[][] | ResultSetHeader>(text, parts)) ?? [];
  if (Array.isArray(rows)) return { records: rows.map((row) => row.map(toField)), numberOfRecordsUpdated: 0 };
  return { numberOfRecordsUpdated: rows.affectedRows, generatedFields: [{ longValue: rows.insertId }] };
}

async function begin(): Promise<object> {
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  const transactionId = String(Math.random());
  transactions.set(transactionId, connection);
  return { transactionId };
}

async function commit({ transactionId = '' }: Body): Promise<object> {
  const connection = transactions.get(transactionId);
  transactions.delete(transactionId);
  await connection?.commit();
  connection?.release();
  return { transactionStatus: 'Transaction Committed' };
}

const operations = new Map([
  ['/Execute', execute],
  ['/BeginTransaction', begin],
  ['/CommitTransaction', commit],
]);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
    const answer = operations.get(request.url ?? '')?.(body) ?? Promise.resolve({});
    answer
      .then((result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)))
      .catch((error: unknown) => response.writeHead(400).end(JSON.stringify({ message: String(error) })));
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serve({ endpoint: `http://127.0.0.1:${port}` }, () => pool.end());
});
