// The database dies, returns, hangs, and closes what was open: on a server of this file's own, under a running emulator.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type RDSDataClient,
} from '@aws-sdk/client-rds-data';
import mysql, { type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../emulator/clock.ts';
import { resolveTarget } from '../../emulator/cluster/cluster.ts';
import { createMySqlEngine } from '../../emulator/engine/mysql/connect.ts';
import { createEmulator, type Emulator } from '../../emulator/index.ts';
import { MAX_CALL_MS } from '../../emulator/model/limits.ts';
import { parseStatement } from '../../emulator/sql/statement.ts';
import { ARNS, createClient } from '../support/emulator.ts';
import { failureOf, type Failure } from '../support/failure.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { until } from '../support/until.ts';
import { startOwnServer, type OwnServer } from './support/own-server.ts';
import { processList, running } from './support/processes.ts';

const SCHEMA = 'CREATE DATABASE shop; CREATE TABLE shop.t (id INT PRIMARY KEY) ENGINE=InnoDB';
const MAX_CONNECTIONS = 151;

let server: OwnServer;
let emulator: Emulator;
let client: RDSDataClient;
let clock: ManualClock;
let direct: Connection;
beforeAll(async () => {
  server = await startOwnServer();
  await withDirect((connection) => connection.query(SCHEMA));
});
beforeEach(async () => {
  direct = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  // A connection that breaks is what these tests are about.
  direct.on('error', () => undefined);
  await direct.query('TRUNCATE TABLE shop.t');
  clock = createManualClock();
  emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: server.url }, {}, clock);
  client = createClient(emulator.endpoint);
});
afterEach(async () => {
  await server.wake();
  client.destroy();
  await emulator.stop();
  direct.destroy();
});
afterAll(() => server[Symbol.asyncDispose]());

async function withDirect<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const connection = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

const execute = (sql: string, transactionId?: string) =>
  client.send(
    new ExecuteStatementCommand({
      ...ARNS,
      database: 'shop',
      sql,
      ...(transactionId === undefined ? {} : { transactionId }),
    }),
  );
const insert = (id: number, transactionId?: string) => execute(`INSERT INTO t VALUES (${id})`, transactionId);
const select = async (id: number) => {
  const parameters = [{ name: 'id', value: { longValue: id } }];
  const sql = 'SELECT id FROM t WHERE id >= :id';
  return (await client.send(new ExecuteStatementCommand({ ...ARNS, database: 'shop', sql, parameters }))).records;
};
const begin = async () =>
  (await client.send(new BeginTransactionCommand({ ...ARNS, database: 'shop' }))).transactionId ?? '';
const commit = (transactionId: string) => client.send(new CommitTransactionCommand({ ...ARNS, transactionId }));
const rollback = (transactionId: string) => client.send(new RollbackTransactionCommand({ ...ARNS, transactionId }));

const unavailable = { name: 'DatabaseUnavailableException' };

async function restart(): Promise<void> {
  await server.die();
  await server.start();
}

test('it dies in the middle of statements, and returns: the same emulator goes on', async () => {
  await insert(1);
  await select(1);
  const transactionId = await begin();
  const calls = [execute('SELECT SLEEP(30)'), execute('SELECT SLEEP(30)', transactionId)].map(failureOf);
  await until(async () => (await running({ direct, database: 'shop' }, 'SELECT SLEEP(30)')) === 2);
  await server.die();
  expect(await Promise.all(calls)).toMatchObject([unavailable, unavailable]);
  expect(await failureOf(select(1))).toMatchObject(unavailable);
  expect(await failureOf(begin())).toMatchObject(unavailable);
  await server.start();
  await expect(select(1)).resolves.toEqual([[{ longValue: 1 }]]);
  await expect(select(2)).resolves.toEqual([]);
  expect((await failureOf(commit(transactionId))).message).toMatch(/One previous call resulted in a termination/);
});

test.each([
  ['a statement', (id: string) => insert(2, id)],
  ['a commit', commit],
  ['a rollback', rollback],
])('it restarts while a transaction is open: %s is told once, then the id is not found', async (_, call) => {
  const transactionId = await begin();
  await insert(1, transactionId);
  await restart();
  expect(await failureOf(call(transactionId))).toMatchObject(unavailable);
  expect(await failureOf(commit(transactionId))).toEqual({
    name: 'TransactionNotFoundException',
    message: `Transaction ${transactionId} is not found. One previous call resulted in a termination of your transaction.`,
  });
  await expect(select(0)).resolves.toEqual([]);
});

test('forty calls at once while it is down are all told, and none waits for another', async () => {
  await server.die();
  const calls = await Promise.all(
    Array.from({ length: 40 }, (_, id) => failureOf(id % 2 === 0 ? select(id) : begin())),
  );
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['DatabaseUnavailableException']));
  await server.start();
  await expect(Promise.all(Array.from({ length: 40 }, () => select(0)))).resolves.toHaveLength(40);
});

test('it closes idle connections: the next calls do not notice', async () => {
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 8 }, () => select(0)));
    const idle = (await processList(direct)).filter(({ db }) => db === 'shop');
    expect(idle.length).toBeGreaterThan(0);
    await Promise.all(idle.map(({ id }) => direct.query(`KILL ${id}`)));
    await expect(Promise.all(Array.from({ length: 8 }, () => select(0)))).resolves.toHaveLength(8);
  }
});

test('its wait_timeout ends idle connections: the next call does not notice', async () => {
  await direct.query('SET GLOBAL wait_timeout = 1');
  try {
    await select(0);
    await direct.query('SET SESSION wait_timeout = 100');
    await until(async () => (await processList(direct)).every(({ db }) => db !== 'shop'));
    await expect(select(0)).resolves.toEqual([]);
  } finally {
    await direct.query('SET GLOBAL wait_timeout = 28800');
  }
});

test('it has no connection left: its error 1040, and the next call succeeds when one is free', async () => {
  const told = {
    name: 'DatabaseErrorException',
    message: 'Too many connections; Error code: 1040; SQLState: 08004',
  };
  const others: Connection[] = [];
  // The account may have one more than others.
  const takeAll = async (): Promise<void> => {
    for (;;) others.push(await mysql.createConnection(server.url));
  };
  await direct.query('SET GLOBAL max_connections = 10');
  try {
    await expect(takeAll()).rejects.toThrow(/Too many connections/);
    expect(await Promise.all([failureOf(select(0)), failureOf(begin())])).toEqual([told, told]);
  } finally {
    for (const other of others) other.destroy();
    await until(async () => (await processList(direct)).length < 5);
    await direct.query(`SET GLOBAL max_connections = ${MAX_CONNECTIONS}`);
  }
  await expect(select(0)).resolves.toEqual([]);
  await rollback(await begin());
});

test('it hangs: every call is answered when its time is up, and all goes on when it answers again', async () => {
  await select(0);
  const transactionId = await begin();
  await insert(1, transactionId);
  await server.freeze();
  const calls: Promise<Failure>[] = [];
  // The commit takes the transaction's two timers away; each call waits for its time.
  for (const [index, call] of [() => commit(transactionId), () => select(0), begin].entries()) {
    calls.push(failureOf(call()));
    await until(async () => clock.waiting === index + 1);
  }
  clock.advance(MAX_CALL_MS);
  const names = (await Promise.all(calls)).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(['StatementTimeoutException']));
  await server.wake();
  await expect(select(0)).resolves.toEqual([[{ longValue: 1 }]]);
});

test('it hangs: the emulator stops all the same, and its connections are closed', async () => {
  const transactionId = await begin();
  await insert(1, transactionId);
  await server.freeze();
  const before = clock.waiting;
  const calls = [failureOf(insert(2, transactionId)), failureOf(select(0))];
  await until(async () => clock.waiting > before);
  const started = performance.now();
  await emulator.stop();
  expect(performance.now() - started).toBeLessThan(5000);
  const refused = { name: 'ServiceUnavailableError' };
  expect(await Promise.all(calls)).toMatchObject([refused, refused]);
  await server.wake();
  await until(async () => (await processList(direct)).every(({ db }) => db !== 'shop'));
  expect(await withDirect((connection) => connection.query('SELECT * FROM shop.t'))).toMatchObject([[], {}]);
});

test('a client that leaves during its commit: the commit is done all the same', async () => {
  const transactionId = await begin();
  await insert(1, transactionId);
  await direct.query('FLUSH TABLES WITH READ LOCK');
  const leaving = new AbortController();
  const command = new CommitTransactionCommand({ ...ARNS, transactionId });
  const call = client.send(command, { abortSignal: leaving.signal });
  await until(async () => (await running({ direct, database: 'shop' }, 'COMMIT')) === 1);
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await direct.query('UNLOCK TABLES');
  await until(async () => (await select(0))?.length === 1);
  expect((await failureOf(rollback(transactionId))).message).toContain('has been committed by an earlier call');
});

test('a commit that follows on a statement that is being stopped is not stopped in its place', async () => {
  const engine = createMySqlEngine(systemClock);
  const target = resolveTarget({ databaseUrl: server.url }, { ...ARNS, database: 'shop' });
  const connection = await engine.connect(target, 'transaction');
  connection.begin();
  await connection.run({ ...parseStatement('INSERT INTO t VALUES (1)', engine.dialect), values: [] });
  // It keeps a commit waiting, where the request to stop would find it.
  await direct.query('FLUSH TABLES WITH READ LOCK');
  const cancelled = connection.cancel();
  const committed = connection.commit();
  committed.catch(() => undefined);
  await cancelled;
  await direct.query('UNLOCK TABLES');
  await committed;
  await connection.release();
  await engine.close();
  await expect(select(0)).resolves.toEqual([[{ longValue: 1 }]]);
});
