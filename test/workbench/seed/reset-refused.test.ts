// What `start` fills on a server that is not its own: what was there before is never lost.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { startServedWorkbench, type ServedWorkbench } from '../../../workbench/served/start-served-workbench.ts';

const NAME = 'refused_test';

let folder: string;
let direct: Connection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-test-'));
  await writeFile(join(folder, 'schema.sql'), 'CREATE TABLE t (id INT); INSERT INTO t VALUES (1);');
  direct = await mysql.createConnection({ uri: inject('databaseUrl'), multipleStatements: true });
  await direct.query(`DROP DATABASE IF EXISTS ${NAME}`);
});
afterEach(() => direct.query(`DROP DATABASE IF EXISTS ${NAME}`));
afterAll(async () => {
  await direct.end();
  await rm(folder, { recursive: true });
});

async function start(): Promise<ServedWorkbench> {
  const workbench = await startServedWorkbench({
    engine: inject('databaseUrl'),
    host: '127.0.0.1',
    port: 0,
    databaseName: NAME,
    schema: [join(folder, 'schema.sql')],
    progress: () => undefined,
  });
  onTestFinished(() => void workbench.stop());
  return workbench;
}

async function reset({ endpoint }: ServedWorkbench): Promise<{ status: number; answer: { message?: string } }> {
  const response = await fetch(`${endpoint}/_workbench/reset`, { method: 'POST' });
  return { status: response.status, answer: (await response.json()) as { message?: string } };
}

async function about({ endpoint }: ServedWorkbench): Promise<unknown> {
  return (await fetch(`${endpoint}/_workbench/about`)).json();
}

async function tables(): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[][]>(`SHOW TABLES FROM ${NAME}`);
  return rows.flatMap((row) => Object.values(row).map(String));
}

test.each([
  ['tables', `CREATE TABLE orders (id INT); INSERT INTO orders VALUES (1), (2);`],
  ['nothing but a stored program', `CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1`],
])('a database that was there with %s is not reset, and nothing else is touched', async (_what, sql) => {
  await direct.query(`CREATE DATABASE ${NAME}; USE ${NAME}; ${sql}`);
  const workbench = await start();
  const before = await tables();
  await fetch(`${workbench.endpoint}/Execute`, { method: 'POST' });
  const { status, answer } = await reset(workbench);
  expect(status).toBe(409);
  expect(answer.message).toMatch(
    /^refused_test was there before this workbench, .*: start with another --database, or drop it/,
  );
  expect(await tables()).toEqual(before);
  expect(workbench.calls.all()).toHaveLength(1);
  expect(await about(workbench)).toMatchObject({ isResettable: false });
  expect(await (await fetch(workbench.endpoint)).text()).toContain('refused_test was there before, and is not reset');
});

test('what an earlier run left is not reset by the next one', async () => {
  const first = await start();
  expect((await reset(first)).status).toBe(200);
  expect(await about(first)).toMatchObject({ isResettable: true });
  await direct.query(`INSERT INTO ${NAME}.t VALUES (2)`);
  await first.stop();
  const second = await start();
  expect((await reset(second)).status).toBe(409);
  const [rows] = await direct.query<RowDataPacket[]>(`SELECT id FROM ${NAME}.t`);
  expect(rows).toHaveLength(2);
});

test('a database that was there, but empty, is filled and goes back to that', async () => {
  await direct.query(`CREATE DATABASE ${NAME}`);
  const workbench = await start();
  await direct.query(`INSERT INTO ${NAME}.t VALUES (2)`);
  expect(await reset(workbench)).toMatchObject({ status: 200, answer: { restored: ['t'] } });
});
