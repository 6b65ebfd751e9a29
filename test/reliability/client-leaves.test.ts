// A client that closes its connection in the middle of a call: nobody wants the work any more.
import {
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
} from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSY_MACHINE } from '../support/busy.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { until } from '../support/until.ts';
import { processList, runnersOf } from './support/processes.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id BIGINT)');
  await emulator.execute('CREATE TABLE numbers (n INT)');
  await emulator.batch('INSERT INTO numbers VALUES (:n)', setsOf(1000));
});
beforeEach(() => emulator.execute('TRUNCATE TABLE t'));
afterAll(() => emulator[Symbol.asyncDispose]());

/** Work for minutes. SLEEP() will not do: when it is stopped, MySQL goes on with the rest of the statement. */
const LONG_INSERT = 'INSERT INTO t SELECT SUM(a.n ^ b.n ^ c.n) FROM numbers a, numbers b, numbers c';
const LONG_SELECT = 'SELECT SUM(a.n ^ b.n ^ c.n) FROM numbers a, numbers b, numbers c';

const setsOf = (count: number) => Array.from({ length: count }, (_, n) => [{ name: 'n', value: { longValue: n } }]);

/** Sends a statement, waits until the server runs it, and leaves. @returns the server's number of its connection. */
async function leaveDuring(
  sql: string,
  options: Partial<ExecuteStatementCommandInput> = {},
): Promise<number | undefined> {
  const { database, client } = emulator;
  const leaving = new AbortController();
  const call = client.send(new ExecuteStatementCommand({ ...ARNS, database, sql, ...options }), {
    abortSignal: leaving.signal,
  });
  const runner = await runnerOf(sql);
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  return runner;
}

/** Waits until the server runs a statement that begins like this. @returns the server's number of its connection. */
async function runnerOf(sql: string): Promise<number | undefined> {
  let runner: number | undefined;
  await until(async () => {
    [runner] = await runnersOf(emulator, sql);
    return runner !== undefined;
  });
  return runner;
}

const isGone = (connection: number | undefined) =>
  until(async () => (await processList(emulator.direct)).every(({ id }) => id !== connection));

test('a statement is stopped on the server, and its connection is not used again', async () => {
  const runner = await leaveDuring(LONG_SELECT);
  await isGone(runner);
  await expect(emulator.select('SELECT 1')).resolves.toEqual([[{ longValue: 1 }]]);
});

test('the record of calls tells what became of it', async () => {
  await leaveDuring(LONG_SELECT);
  await until(async () => emulator.calls.at(-1)?.exception !== undefined);
  expect(emulator.calls.at(-1)).toMatchObject({
    exception: 'BadRequestException',
    message: 'The client closed its connection before the answer',
  });
});

test('in a transaction, what came before is kept, and the id goes on (choice: client-leaves)', async () => {
  const transactionId = await emulator.begin();
  await emulator.execute('INSERT INTO t VALUES (1)', { transactionId });
  await leaveDuring(LONG_INSERT, { transactionId });
  await until(() =>
    emulator.execute('INSERT INTO t VALUES (2)', { transactionId }).then(
      () => true,
      () => false,
    ),
  );
  await emulator.commit(transactionId);
  await expect(emulator.select('SELECT id FROM t')).resolves.toEqual([[{ longValue: 1 }], [{ longValue: 2 }]]);
});

test('with continueAfterTimeout the statement goes on (choice: client-leaves)', BUSY_MACHINE, async () => {
  await leaveDuring('INSERT INTO t SELECT SLEEP(0.4)', { continueAfterTimeout: true });
  await until(async () => (await emulator.select('SELECT * FROM t')).length === 1);
  await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([[{ longValue: 0 }]]);
});

test('of a batch, nothing is left', async () => {
  const { client, database } = emulator;
  const leaving = new AbortController();
  const input = { ...ARNS, database, sql: 'INSERT INTO t SELECT :n + SLEEP(0.05)', parameterSets: setsOf(1000) };
  const call = client.send(new BatchExecuteStatementCommand(input), { abortSignal: leaving.signal });
  const runner = await runnerOf('INSERT INTO t SELECT');
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await isGone(runner);
  await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([]);
});

test('a call that waits for a connection never runs', BUSY_MACHINE, async () => {
  const { calls, client, clock, database } = emulator;
  const busy = Array.from({ length: 16 }, () => emulator.execute('SELECT SLEEP(0.6)'));
  await until(async () => (await runnersOf(emulator, 'SELECT SLEEP(0.6)')).length === 16);
  calls.length = 0;
  const leaving = new AbortController();
  const input = { ...ARNS, database, sql: 'INSERT INTO t VALUES (1)' };
  const call = client.send(new ExecuteStatementCommand(input), { abortSignal: leaving.signal });
  await until(async () => clock.waiting === 17);
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await Promise.all(busy);
  const left = () => calls.filter(({ request }) => (request as { sql?: string }).sql === input.sql);
  await until(async () => left().length > 0);
  expect(left()).toMatchObject([{ message: 'The client closed its connection before the answer' }]);
  await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([]);
});
