// Large results and requests must not fill the memory (exact targets: npm run bench -- memory). Needs Linux's /proc.
import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { HttpClient } from '../../benchmark/http-client.ts';
import { runRound } from '../../benchmark/round.ts';
import { startServer, type ServerProcess } from '../../benchmark/server-process.ts';
import { ARNS } from '../../support/emulator.ts';
import { measureGrowth } from '../../support/peak-memory.ts';
import { until } from '../../support/until.ts';

const MIB = 1024 * 1024;
/** The targets, doubled: machines differ. */
const MAX_SELECT_BYTES = 40 * MIB;
const MAX_BATCH_BYTES = 120 * MIB;
const MAX_REFUSAL_MS = 2000;
/** Where objects of calls outlive them, so many calls leave 20 MiB, or full collections. */
const CALLS = 12_000;
const CROWD = 16;
const MAX_OLD_BYTES = 6 * MIB;

const database = `test_${randomUUID().slice(0, 8)}`;
let direct: mysql.Connection;
let server: ServerProcess;
let client: HttpClient;

beforeAll(async () => {
  direct = await mysql.createConnection({ uri: inject('databaseUrl') });
  await direct.query(`CREATE DATABASE ${database}`);
  await direct.query(`CREATE TABLE ${database}.t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b VARCHAR(50))`);
  server = await startServer('emulator', {
    BENCH_URL: inject('databaseUrl'),
    BENCH_SOCKET: inject('socketPath'),
  });
  client = new HttpClient(server.served.endpoint, 1);
  await client.post('/Execute', toBody({ sql: 'SELECT 1' }));
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
  await direct.query(`DROP DATABASE ${database}`);
  await direct.end();
});

const toBody = (members: object): string => JSON.stringify({ ...ARNS, database, ...members });

test.skipIf(process.platform !== 'linux')(
  'twenty million rows are refused while they come: little is kept, and the server does not go on with them',
  async () => {
    const name = `many_${randomUUID().slice(0, 8)}`;
    const sql = `WITH RECURSIVE ${name} AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM ${name} WHERE i < 1000)
      SELECT a.i, b.i, 'some text' FROM ${name} AS a, ${name} AS b, ${name} AS c WHERE c.i <= 20`;
    const started = performance.now();
    const growth = await measureGrowth(server.pid, () =>
      expect(client.post('/Execute', toBody({ sql }))).rejects.toThrow('The result exceeds the size limit 1 MB.'),
    );
    expect(performance.now() - started).toBeLessThan(MAX_REFUSAL_MS);
    expect(growth).toBeLessThan(MAX_SELECT_BYTES);
    const question = 'SELECT id FROM information_schema.processlist WHERE info LIKE ? AND id <> CONNECTION_ID()';
    await until(async () => {
      const [running] = await direct.query<mysql.RowDataPacket[]>(question, [`%${name}%`]);
      return running.length === 0;
    });
  },
);

test('what a call needs is gone with it: nothing is left for a full collection', async () => {
  const crowd = new HttpClient(server.served.endpoint, CROWD);
  const call = (n: number): Promise<unknown> => {
    const parameters = [{ name: 'n', value: { longValue: n } }];
    return crowd.post('/Execute', toBody({ sql: 'SELECT :n, CURRENT_USER()', parameters }));
  };
  await runRound(call, CALLS / 4, CROWD);
  const before = await server.usage();
  await runRound(call, CALLS, CROWD);
  const after = await server.usage();
  await crowd.close();
  expect(after.fullCollections - before.fullCollections).toBeLessThan(2);
  expect(after.oldBytes - before.oldBytes).toBeLessThan(MAX_OLD_BYTES);
});

test.skipIf(process.platform !== 'linux')('a batch of 4 MiB takes some times its own size', async () => {
  const sets = Array.from({ length: 35_000 }, (_, n) => [
    { name: 'a', value: { longValue: n } },
    { name: 'b', value: { stringValue: `text ${n} of the batch` } },
  ]);
  const body = toBody({ sql: 'INSERT INTO t (a, b) VALUES (:a, :b)', parameterSets: sets });
  expect(body.length).toBeGreaterThan(3.5 * MIB);
  const growth = await measureGrowth(server.pid, async () => {
    const answer = JSON.parse(await client.post('/BatchExecute', body)) as { updateResults: unknown[] };
    expect(answer.updateResults).toHaveLength(sets.length);
  });
  expect(growth).toBeLessThan(MAX_BATCH_BYTES);
});
