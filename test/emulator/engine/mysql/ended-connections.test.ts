// Connections that the server has ended before they are stopped or rolled back.
import mysql from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Connection, Engine } from '../../../../emulator/engine/engine.ts';
import { createMySqlEngine } from '../../../../emulator/engine/mysql/connect.ts';
import { systemClock } from '../../../../emulator/clock.ts';
import { resolveTarget } from '../../../../emulator/cluster/cluster.ts';
import { Transactions } from '../../../../emulator/session/transactions.ts';
import { parseStatement } from '../../../../emulator/sql/statement.ts';
import { ARNS } from '../../../support/emulator.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { until } from '../../../support/until.ts';
import { processList } from '../../../reliability/support/processes.ts';

const DATABASE = 'ended';

let direct: mysql.Connection;
let engine: Engine;
beforeEach(async () => {
  direct = await mysql.createConnection({ uri: inject('databaseUrl') });
  await direct.query(`CREATE DATABASE ${DATABASE}`);
  engine = createMySqlEngine(systemClock);
});
afterEach(async () => {
  await engine.close();
  await direct.query(`DROP DATABASE ${DATABASE}`);
  await direct.end();
});

function connect(): Promise<Connection> {
  const target = resolveTarget({ databaseUrl: inject('databaseUrl') }, { ...ARNS, database: DATABASE });
  return engine.connect(target, 'transaction');
}

const run = (connection: Connection, sql: string) =>
  connection.run({ ...parseStatement(sql, engine.dialect), values: [] });

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
  const id = transactions.begin(await connect(), ARNS);
  const call = transactions.use(id, ARNS, async (connection) => {
    await run(connection, 'SELECT 1');
    await connection.kill();
    throw new Error('what failed');
  });
  await expect(call).rejects.toThrow('what failed');
  await expect(transactions.end(id, ARNS, 'committed')).rejects.toThrow('resulted in a termination');
});
