// Statements are stopped from a second connection: the request may arrive too late, or be refused.
import mysql from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Connection, Engine } from '../../../../emulator/engine/engine.ts';
import { createMySqlEngine } from '../../../../emulator/engine/mysql/connect.ts';
import { readDatabaseUrl } from '../../../../emulator/cluster/database-url.ts';
import { systemClock } from '../../../../emulator/clock.ts';
import { parseStatement } from '../../../../emulator/sql/statement.ts';
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
