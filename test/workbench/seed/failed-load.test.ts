// A schema with a mistake leaves nothing behind: once it is mended, the next start loads it, and may reset what it made.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { startServedWorkbench, type ServedWorkbench } from '../../../workbench/served/start-served-workbench.ts';

const NAME = 'failed_load_test';
const GOOD = 'CREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE b (id INT, FOREIGN KEY (id) REFERENCES a (id));\n';
const BAD = `${GOOD}CREATE VIEW v AS SELECT 1;\nALTER DATABASE CHARACTER SET latin1;\nCREATE TABEL c (id INT);`;

let folder: string;
let direct: Connection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'failed-load-'));
  direct = await mysql.createConnection({ uri: inject('databaseUrl'), multipleStatements: true });
});
afterEach(() => direct.query(`DROP DATABASE IF EXISTS ${NAME}`));
afterAll(async () => {
  await direct.end();
  await rm(folder, { recursive: true });
});

async function start(sql: string, clusters?: string): Promise<ServedWorkbench> {
  const schema = join(folder, 'schema.sql');
  await writeFile(schema, sql);
  const workbench = await startServedWorkbench({
    engine: inject('databaseUrl'),
    host: '127.0.0.1',
    port: 0,
    databaseName: NAME,
    schema: [schema],
    clusters,
    progress: () => undefined,
  });
  onTestFinished(async () => void (await workbench.stop()));
  return workbench;
}

async function names(sql: string): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[]>(sql);
  return rows.map((row) => String(Object.values(row)[0]));
}

const isThere = async (): Promise<boolean> => (await names(`SHOW DATABASES LIKE '${NAME}'`)).length > 0;

test('a database that was made for it is gone', async () => {
  await expect(start(BAD)).rejects.toThrow(/schema\.sql:5: .*TABEL/);
  expect(await isThere()).toBe(false);
  const workbench = await start(GOOD);
  expect(await names(`SHOW TABLES FROM ${NAME}`)).toEqual(['a', 'b']);
  expect(workbench.isResettable).toBe(true);
});

test('of a database that was there nothing is dropped: an application may have filled it meanwhile', async () => {
  await direct.query(`CREATE DATABASE ${NAME}`);
  await expect(start(BAD)).rejects.toThrow(
    new RegExp(`TABEL.*\\n  What ran before that is in ${NAME} now: take it out`, 's'),
  );
  expect(await names(`SHOW TABLES FROM ${NAME}`)).toEqual(['a', 'b', 'v']);
});

test('nor is one in which somebody else has made the same tables', async () => {
  const meanwhile = `CREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE a (id INT);`;
  await expect(start(meanwhile)).rejects.toThrow(/already exists/);
  expect(await names(`SHOW TABLES FROM ${NAME}`)).toEqual(['a']);
});

test('a database that was there with tables loses nothing', async () => {
  await direct.query(`CREATE DATABASE ${NAME}; CREATE TABLE ${NAME}.mine (id INT)`);
  await start(BAD);
  expect(await names(`SHOW TABLES FROM ${NAME}`)).toEqual(['mine']);
});

test('a list of clusters with a mistake is told before anything is made', async () => {
  const clusters = join(folder, 'clusters.json');
  await writeFile(clusters, '{');
  await expect(start(GOOD, clusters)).rejects.toThrow('clusters.json');
  expect(await isThere()).toBe(false);
});
