// 45 seconds a call (contract 6), on a clock that the test moves.
import { StatementTimeoutException } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MAX_CALL_MS } from '../../../emulator/model/limits.ts';
import { running } from '../../reliability/support/processes.ts';
import { BUSY_MACHINE } from '../../support/busy.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { until } from '../../support/until.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id BIGINT)');
  await emulator.execute('CREATE TABLE numbers (n INT)');
  await emulator.batch(
    'INSERT INTO numbers VALUES (:n)',
    Array.from({ length: 1000 }, (_, n) => [{ name: 'n', value: { longValue: n } }]),
  );
});
beforeEach(() => emulator.execute('TRUNCATE TABLE t'));
afterAll(() => emulator[Symbol.asyncDispose]());

/** Work for minutes. SLEEP() will not do: when it is stopped, MySQL goes on with the rest of the statement. */
const LONG_INSERT = 'INSERT INTO t SELECT SUM(a.n ^ b.n ^ c.n) FROM numbers a, numbers b, numbers c';

/** Starts a statement, waits until the server runs it, and lets the time of the call pass. */
async function runOutOfTime(sql: string, options: Parameters<TestEmulator['execute']>[1] = {}): Promise<unknown> {
  const call = emulator.execute(sql, options).then(
    () => undefined,
    (error: unknown) => error,
  );
  await until(async () => (await running(emulator, sql)) > 0);
  emulator.clock.advance(MAX_CALL_MS - 1);
  emulator.clock.advance(1);
  return call;
}

test('contract 6 call time: a statement is stopped on the server after 45 seconds (choice: timeout-text)', async () => {
  const error = await runOutOfTime(LONG_INSERT);
  expect(error).toBeInstanceOf(StatementTimeoutException);
  expect(error).toMatchObject({
    message: 'Request timed out',
    dbConnectionId: expect.any(Number),
    $metadata: { httpStatusCode: 400 },
  });
  await until(async () => (await running(emulator, LONG_INSERT)) === 0);
  await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([]);
});

test('contract 2.1, 6: with continueAfterTimeout the call fails and the statement goes on', BUSY_MACHINE, async () => {
  const error = await runOutOfTime('INSERT INTO t SELECT SLEEP(0.4)', { continueAfterTimeout: true });
  expect(error).toBeInstanceOf(StatementTimeoutException);
  await until(async () => (await emulator.select('SELECT * FROM t')).length === 1);
});

test(
  'contract 5.17: in a transaction, a statement that continues is seen by the next call (choice: continue-in-transaction)',
  BUSY_MACHINE,
  async () => {
    const transactionId = await emulator.begin();
    const error = await runOutOfTime('INSERT INTO t SELECT SLEEP(0.4)', { continueAfterTimeout: true, transactionId });
    expect(error).toBeInstanceOf(StatementTimeoutException);
    const rows = async () => (await emulator.execute('SELECT * FROM t', { transactionId })).records;
    await expect(rows()).rejects.toThrow('Transaction is still running a query');
    await until(() =>
      rows().then(
        (records) => records?.length === 1,
        () => false,
      ),
    );
    await emulator.rollback(transactionId);
    await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([]);
  },
);

test('observed 8: in a transaction, a stopped statement leaves earlier rows and an open transaction (choice: timeout-in-transaction)', async () => {
  const transactionId = await emulator.begin();
  await emulator.execute('INSERT INTO t VALUES (1)', { transactionId });
  expect(await runOutOfTime(LONG_INSERT, { transactionId })).toBeInstanceOf(StatementTimeoutException);
  await until(() =>
    emulator.execute('INSERT INTO t VALUES (2)', { transactionId }).then(
      () => true,
      () => false,
    ),
  );
  await emulator.commit(transactionId);
  await expect(emulator.select('SELECT id FROM t')).resolves.toEqual([[{ longValue: 1 }], [{ longValue: 2 }]]);
});

test('contract 6 call time: the next call on the id may come with the answer to the one that was stopped', async () => {
  for (let again = 0; again < 5; again += 1) {
    const transactionId = await emulator.begin();
    await emulator.execute('SELECT 1', { transactionId });
    expect(await runOutOfTime(LONG_INSERT, { transactionId })).toBeInstanceOf(StatementTimeoutException);
    await expect(emulator.rollback(transactionId)).resolves.toBe('Rollback Complete');
  }
});

test('contract 6 call time: a call that ends in time is not disturbed later', async () => {
  await emulator.execute('INSERT INTO t VALUES (1)');
  emulator.clock.advance(MAX_CALL_MS * 2);
  await expect(emulator.select('SELECT id FROM t')).resolves.toEqual([[{ longValue: 1 }]]);
});

test(
  'contract 6: calls that wait for a connection beyond their time never run (choice: throttling)',
  BUSY_MACHINE,
  async () => {
    const busy = Array.from({ length: 16 }, () => emulator.execute('SELECT SLEEP(0.6)').catch(() => undefined));
    await until(async () => (await running(emulator, 'SELECT SLEEP(0.6)')) === 16);
    const late = emulator.execute('INSERT INTO t VALUES (1)').catch((error: unknown) => error);
    await until(async () => emulator.clock.waiting === 17);
    emulator.clock.advance(MAX_CALL_MS);
    expect(await late).toBeInstanceOf(StatementTimeoutException);
    await Promise.all(busy);
    await expect(emulator.select('SELECT * FROM t')).resolves.toEqual([]);
  },
);

test(
  'calls that use session state wait for one of sixteen connections as well (choice: throttling)',
  BUSY_MACHINE,
  async () => {
    const sql = 'SELECT CONNECTION_ID(), SLEEP(0.4)';
    const calls = Promise.all(Array.from({ length: 20 }, () => emulator.execute(sql)));
    const counts: number[] = [];
    await until(async () => {
      counts.push(await running(emulator, sql));
      return Math.max(...counts) >= 16 && counts.at(-1) === 0;
    });
    expect(Math.max(...counts)).toBe(16);
    await calls;
  },
);
