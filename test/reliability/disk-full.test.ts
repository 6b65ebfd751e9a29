// The disk of the private server is full: a real one, of a few megabytes in memory.
import { ExecuteStatementCommand, type RDSDataClient } from '@aws-sdk/client-rds-data';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../emulator/index.ts';
import { endAll } from '../../workbench/end-all.ts';
import { ARNS, createClient } from '../support/emulator.ts';
import { failureOf, type Failure } from '../support/failure.ts';
import { startOwnServer, type OwnServer } from './support/own-server.ts';

const FREE_MB = 60;
/** MySQL's folder is the larger one. */
const SIZE_MB = (process.env['WORKBENCH_ENGINE'] === 'mysql' ? 110 : 40) + FREE_MB;

/** Only root may mount one, and not in every container. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmdirSync(folder);
    return undefined;
  }
}

let disk: string | undefined;
let server: OwnServer;
let emulator: Emulator;
let client: RDSDataClient;
beforeAll(async () => {
  disk = mountSmallDisk();
  if (disk === undefined) return;
  server = await startOwnServer(disk);
  const direct = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  await direct.query(
    'CREATE DATABASE shop; CREATE TABLE shop.kept (id INT); CREATE TABLE shop.t (id INT, c VARCHAR(4000))',
  );
  direct.destroy();
  emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: server.url });
  client = createClient(emulator.endpoint);
});
afterAll(async () => {
  const folder = disk;
  if (folder === undefined) return;
  // The disk goes also where not all of them came.
  await endAll([
    async () => client.destroy(),
    async () => emulator.stop(),
    async () => server[Symbol.asyncDispose](),
    async () => void execFileSync('umount', [folder]),
    async () => rmdirSync(folder),
  ]);
});

const execute = (sql: string) => client.send(new ExecuteStatementCommand({ ...ARNS, database: 'shop', sql }));

const ONE_OF_SIXTEEN = Array.from({ length: 16 }, (_, n) => `SELECT ${n} AS n`).join(' UNION ALL ');
/** 256 rows of 4000 characters. */
const MEGABYTE = `INSERT INTO t SELECT a.n, REPEAT('x', 4000) FROM (${ONE_OF_SIXTEEN}) a, (${ONE_OF_SIXTEEN}) b`;

/** Stores megabytes until there is no room. @returns what the last one was told. */
async function fill(): Promise<Failure> {
  for (let megabytes = 0; megabytes < 2 * FREE_MB; megabytes++) {
    const outcome = await execute(MEGABYTE).then(
      () => undefined,
      (error: unknown) => failureOf(Promise.reject(error as Error)),
    );
    if (outcome !== undefined) return outcome;
  }
  throw new Error('The disk did not become full');
}

test('a full disk is an error of the statement; what was there stays, and room is enough to go on (skipped where no small disk can be mounted)', async ({
  skip,
}) => {
  skip(disk === undefined);
  await execute('INSERT INTO kept VALUES (1)');
  const failure = await fill();
  expect(failure).toEqual({
    name: 'DatabaseErrorException',
    message: "The table 't' is full; Error code: 1114; SQLState: HY000",
  });
  expect((await execute('SELECT id FROM kept')).records).toEqual([[{ longValue: 1 }]]);
  const [{ longValue: rows = 0 } = {}] = (await execute('SELECT COUNT(*) FROM t')).records?.[0] ?? [];
  expect(rows).toBeGreaterThan(10);
  await execute('DROP TABLE t');
  await execute('CREATE TABLE t (id INT, c VARCHAR(4000))');
  await execute(MEGABYTE);
  await execute('INSERT INTO kept VALUES (2)');
  expect((await execute('SELECT id FROM kept')).records).toEqual([[{ longValue: 1 }], [{ longValue: 2 }]]);
}, 60_000);
