// Statements are stopped from a second connection: the request may arrive too late, or be refused.
import mysql from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Connection, Engine } from '../../../../emulator/engine/engine.ts';
import { createMySqlEngine } from '../../../../emulator/engine/mysql/connect.ts';
import { readDatabaseUrl } from '../../../../emulator/cluster/database-url.ts';
import { systemClock } from '../../../../emulator/clock.ts';
import { Transactions } from '../../../../emulator/session/transactions.ts';
import { parseStatement } from '../../../../emulator/sql/statement.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { until } from '../../../support/until.ts';
import { processList } from '../../../reliability/support/processes.ts';

const DATABASE = 'stopping';

let direct: mysql.Connection;
let engine: Engine;
beforeEach(async () => {
  direct = await mysql.createConnection({ uri: inject('databaseUrl') });
  await direct.query(`CREATE DATABASE ${DATABASE}`);
  await direct.query(`CREATE TABLE ${DATABASE}.t (id INT)`);
  engine = createMySqlEngine(systemClock);
});
afterEach(async () => {
  await engine.close();
  await direct.query(`DROP DATABASE ${DATABASE}`);
  await direct.end();
});

function connect(): Promise<Connection> {
  const url = inject('databaseUrl');
  return engine.connect({ url, ...readDatabaseUrl(url), database: DATABASE }, 'transaction');
}

const run = (connection: Connection, sql: string) =>
  connection.run({ ...parseStatement(sql, engine.dialect), values: [] });

test('a commit that follows at once is not stopped in the place of its statement', async () => {
  const connection = await connect();
  connection.begin();
  await run(connection, 'INSERT INTO t VALUES (1)');
  // Commits wait for this one, so that the request to stop finds it running.
  await direct.query('FLUSH TABLES WITH READ LOCK');
  const cancelled = connection.cancel();
  const committed = connection.commit();
  committed.catch(() => undefined);
  await cancelled;
  await direct.query('UNLOCK TABLES');
  await committed;
  await connection.release();
  const [rows] = await direct.query(`SELECT id FROM ${DATABASE}.t`);
  expect(rows).toEqual([{ id: 1 }]);
});

test('a request to stop that the server refuses leaves no connection behind', async () => {
  const connection = await connect();
  await run(connection, 'SELECT 1');
  await direct.query(`KILL ${connection.id}`);
  await until(async () => connection.isBroken);
  await connection.cancel();
  await connection.release();
  await expect.poll(async () => (await processList(direct)).filter(({ db }) => db === DATABASE)).toEqual([]);
});

test('what failed in a transaction is told, although its connection is lost by then and cannot roll back', async () => {
  const ignore = (): void => undefined;
  const transactions = new Transactions(createManualClock(), { transactionOpened: ignore, transactionEnded: ignore });
  const owner = { resourceArn: 'cluster', secretArn: 'secret' };
  const id = transactions.begin(await connect(), owner);
  const call = transactions.use(id, owner, async (connection) => {
    await run(connection, 'SELECT 1');
    await connection.kill();
    throw new Error('what failed');
  });
  await expect(call).rejects.toThrow('what failed');
  await expect(transactions.end(id, owner, 'committed')).rejects.toThrow('resulted in a termination');
});
