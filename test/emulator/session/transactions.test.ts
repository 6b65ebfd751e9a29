// Transactions over the SDK (contract 2.3 and 5).
import { DatabaseErrorException, TransactionNotFoundException } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { IDLE_TRANSACTION_MS, MAX_TRANSACTION_MS } from '../../../emulator/model/limits.ts';
import { BUSY_MACHINE } from '../../support/busy.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { until } from '../../support/until.ts';
import { running } from '../../reliability/support/processes.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) UNIQUE)');
});
beforeEach(() => emulator.execute('TRUNCATE TABLE t'));
afterAll(() => emulator[Symbol.asyncDispose]());

const STOPPED = 'Query execution was interrupted; Error code: 1317; SQLState: 70100';

const insert = (transactionId: string | undefined, name: string) =>
  emulator.execute('INSERT INTO t (name) VALUES (:name)', {
    ...(transactionId === undefined ? {} : { transactionId }),
    parameters: [{ name: 'name', value: { stringValue: name } }],
  });

async function count(transactionId?: string): Promise<number | undefined> {
  const { records } = await emulator.execute(
    'SELECT COUNT(*) FROM t',
    transactionId === undefined ? {} : { transactionId },
  );
  return records?.[0]?.[0]?.longValue;
}

test('contract 2.3: an id is opaque base64, no longer than the model allows, and no two are equal', async () => {
  const [a, b] = await Promise.all([emulator.begin(), emulator.begin()]);
  expect(a).toMatch(/^A[A-Za-z0-9+/]+=*$/);
  expect(a.length).toBeLessThanOrEqual(192);
  expect(a).not.toBe(b);
  await Promise.all([emulator.rollback(a), emulator.rollback(b)]);
});

test('contract 2.3: begin and commit without a statement', async () => {
  await expect(emulator.commit(await emulator.begin())).resolves.toBe('Transaction Committed');
});

test('contract 5.12: rows are invisible outside until the commit', async () => {
  const id = await emulator.begin();
  await insert(id, 'a');
  expect([await count(id), await count()]).toEqual([1, 0]);
  await expect(emulator.commit(id)).resolves.toBe('Transaction Committed');
  expect(await count()).toBe(1);
});

test('contract 2.3: a rollback undoes everything', async () => {
  const id = await emulator.begin();
  await insert(id, 'a');
  await emulator.batch('INSERT INTO t (name) VALUES (:n)', [[{ name: 'n', value: { stringValue: 'b' } }]], {
    transactionId: id,
  });
  expect(await count(id)).toBe(2);
  await expect(emulator.rollback(id)).resolves.toBe('Rollback Complete');
  expect(await count()).toBe(0);
});

test('contract 5.9: a failed statement leaves the transaction open, and a rollback undoes what came before', async () => {
  const id = await emulator.begin();
  await insert(id, 'a');
  await expect(insert(id, 'a')).rejects.toBeInstanceOf(DatabaseErrorException);
  await expect(emulator.execute('SELEC', { transactionId: id })).rejects.toBeInstanceOf(DatabaseErrorException);
  expect(await count(id)).toBe(1);
  await emulator.rollback(id);
  expect(await count()).toBe(0);
});

test.each<[why: string, end: (id: string) => Promise<unknown>, sentence: string]>([
  ['committed', (id) => emulator.commit(id), '. Transaction has been committed by an earlier call.'],
  ['rolled back', (id) => emulator.rollback(id), '. Transaction has been rolled back by an earlier call.'],
  ['idle for 3 minutes', async () => emulator.clock.advance(IDLE_TRANSACTION_MS), '. Transaction may be expired.'],
])(
  'contract 5.5, 5.6: an id that was %s is not found by any operation, and the text says why (choice: transaction-not-found)',
  async (_why, end, sentence) => {
    const id = await emulator.begin();
    await end(id);
    for (const call of [() => insert(id, 'a'), () => emulator.commit(id), () => emulator.rollback(id)]) {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(TransactionNotFoundException);
      expect(error).toMatchObject({
        message: `Transaction ${id} is not found${sentence}`,
        $metadata: { httpStatusCode: 404 },
      });
    }
    expect(await count()).toBe(0);
  },
);

test('contract 5.5: an id that never was', async () => {
  await expect(emulator.commit('AQC5SRDIm6')).rejects.toMatchObject({
    name: 'TransactionNotFoundException',
    message: 'Transaction AQC5SRDIm6 is not found',
  });
});

test('contract 5.2: every call starts the idle time anew; the rollback releases locks', async () => {
  const id = await emulator.begin();
  for (let call = 0; call < 3; call += 1) {
    emulator.clock.advance(IDLE_TRANSACTION_MS - 1);
    await insert(id, `call ${call}`);
  }
  expect(await count(id)).toBe(3);
  emulator.clock.advance(IDLE_TRANSACTION_MS);
  await expect(count(id)).rejects.toBeInstanceOf(TransactionNotFoundException);
  // Waits for the locks of the rolled-back rows, if there were any.
  await insert(undefined, 'call 0');
  expect(await count()).toBe(1);
});

test('contract 5.2: a transaction ends after 24 hours, however busy it is: a batch is stopped, and nothing of it is left (choice: expiry-in-statement)', async () => {
  const id = await emulator.begin();
  let passed = 0;
  for (; passed + IDLE_TRANSACTION_MS - 1 < MAX_TRANSACTION_MS; passed += IDLE_TRANSACTION_MS - 1) {
    await count(id);
    emulator.clock.advance(IDLE_TRANSACTION_MS - 1);
  }
  await insert(id, 'before');
  const names = Array.from({ length: 20 }, (_, n) => [{ name: 'n', value: { stringValue: `row ${n}` } }]);
  const sql = 'INSERT INTO t (name) SELECT CONCAT(:n, LEFT(SLEEP(0.1), 0))';
  const batch = failureOf(emulator.batch(sql, names, { transactionId: id }));
  await until(async () => (await running(emulator, 'INSERT INTO t (name) SELECT')) > 0);
  emulator.clock.advance(MAX_TRANSACTION_MS - passed);
  await expect(count(id)).rejects.toThrow('Transaction may be expired.');
  expect(await batch).toMatchObject({ name: 'DatabaseErrorException', message: STOPPED });
  await until(async () => (await running(emulator, 'INSERT INTO t (name) SELECT')) === 0);
  expect(await count()).toBe(0);
});

test(
  'contract 5.7, 5.16: a second call while one runs on the id is refused, Commit and Rollback too; the first one goes on',
  BUSY_MACHINE,
  async () => {
    const id = await emulator.begin();
    const slow = emulator.execute('SELECT SLEEP(0.5)', { transactionId: id });
    await until(async () => (await running(emulator, 'SELECT SLEEP(0.5)')) === 1);
    for (const call of [() => count(id), () => emulator.commit(id), () => emulator.rollback(id)]) {
      await expect(call()).rejects.toMatchObject({
        name: 'DatabaseErrorException',
        message: 'Transaction is still running a query',
      });
    }
    await expect(slow).resolves.toMatchObject({ records: [[{ longValue: 0 }]] });
    await emulator.commit(id);
  },
);

test(
  'contract 5.2: a transaction whose statement runs longer than the idle time is not idle',
  BUSY_MACHINE,
  async () => {
    const id = await emulator.begin();
    const slow = emulator.execute('SELECT SLEEP(0.3)', { transactionId: id, continueAfterTimeout: true });
    slow.catch(() => undefined);
    await until(async () => (await running(emulator, 'SELECT SLEEP(0.3)')) === 1);
    emulator.clock.advance(IDLE_TRANSACTION_MS);
    await expect(slow).rejects.toMatchObject({ name: 'StatementTimeoutException' });
    await until(() =>
      count(id).then(
        () => true,
        () => false,
      ),
    );
    await emulator.rollback(id);
  },
);

test.each([
  ['database', { database: 'mysql' }],
  ['database, where none was given at first', { database: '' }],
  ['cluster', { resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:another' }],
  ['secret', { secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:another' }],
])('contract 5.8: a transaction belongs to its %s (choice: database-mismatch)', async (_what, other) => {
  const id = await emulator.begin();
  await expect(emulator.execute('SELECT 1', { transactionId: id, ...other })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(count(id)).resolves.toBe(0);
  await emulator.rollback(id);
});

test('contract 5.3: a definition commits implicitly, as MySQL does', async () => {
  const id = await emulator.begin();
  await insert(id, 'kept');
  await emulator.execute('CREATE TABLE side (id INT)', { transactionId: id });
  await emulator.execute('DROP TABLE side', { transactionId: id });
  await emulator.rollback(id);
  expect(await count()).toBe(1);
});

test('contract 5.11: savepoints work as SQL inside a transaction', async () => {
  const id = await emulator.begin();
  await insert(id, 'a');
  await emulator.execute('SAVEPOINT here', { transactionId: id });
  await insert(id, 'b');
  await emulator.execute('ROLLBACK TO SAVEPOINT here', { transactionId: id });
  await emulator.execute('RELEASE SAVEPOINT here', { transactionId: id });
  await emulator.commit(id);
  await expect(emulator.select('SELECT name FROM t')).resolves.toEqual([[{ stringValue: 'a' }]]);
});

test.each([
  ['SET TRANSACTION ISOLATION LEVEL READ COMMITTED', 1],
  ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', 0],
])('contract 5.13: the first statement may set the isolation level, and it counts: %s', async (sql, seen) => {
  const transactionId = await emulator.begin();
  await emulator.execute(sql, { transactionId });
  expect(await count(transactionId)).toBe(0);
  await insert(undefined, 'from outside');
  expect(await count(transactionId)).toBe(seen);
  await emulator.rollback(transactionId);
});

test('contract 5.13: the isolation level of the session can be set inside, and holds no longer', async () => {
  // MySQL and MariaDB name the variable differently.
  const sql = "SHOW VARIABLES LIKE 't%\\_isolation'";
  const levels = (records: unknown[][] | undefined) => new Set(records?.map(([, level]) => level));
  const transactionId = await emulator.begin();
  await emulator.execute('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', { transactionId });
  const { records } = await emulator.execute(sql, { transactionId });
  expect(levels(records)).toEqual(new Set([{ stringValue: 'READ-COMMITTED' }]));
  await emulator.commit(transactionId);
  expect(levels(await emulator.select(sql))).toEqual(new Set([{ stringValue: 'REPEATABLE-READ' }]));
});

test('contract 5.5: a transaction whose connection the server ended is not found, and its rows are gone (choice: transaction-not-found)', async () => {
  const id = await emulator.begin();
  await insert(id, 'lost');
  const { records } = await emulator.execute('SELECT CONNECTION_ID()', { transactionId: id });
  await emulator.direct.query(`KILL ${records?.[0]?.[0]?.longValue}`);
  await expect(count(id)).rejects.toMatchObject({
    name: 'DatabaseUnavailableException',
    $metadata: { httpStatusCode: 504 },
  });
  await expect(count(id)).rejects.toThrow('One previous call resulted in a termination of your transaction.');
  expect(await count()).toBe(0);
});

/** Makes two transactions wait for each other. @returns the one that the server chose, its id still open, and why. */
async function deadlock(): Promise<{ victim: string; reason: unknown }> {
  await insert(undefined, 'a');
  await insert(undefined, 'b');
  const [one, two] = await Promise.all([emulator.begin(), emulator.begin()]);
  const lock = (transactionId: string, name: string) =>
    emulator.execute('UPDATE t SET name = name WHERE name = :n', {
      transactionId,
      parameters: [{ name: 'n', value: { stringValue: name } }],
    });
  await lock(one, 'a');
  await lock(two, 'b');
  const [first, second] = await Promise.allSettled([lock(one, 'b'), lock(two, 'a')]);
  const outcome = first.status === 'rejected' ? { victim: one, reason: first.reason as unknown } : { victim: two };
  await emulator.rollback(outcome.victim === one ? two : one);
  return { reason: second.status === 'rejected' ? (second.reason as unknown) : undefined, ...outcome };
}

test('contract 7.1: a deadlock tells one of the two, with MySQL’s words; the id stays, and what follows commits by itself (choice: deadlock)', async () => {
  const { victim, reason } = await deadlock();
  expect(reason).toMatchObject({
    name: 'DatabaseErrorException',
    message: 'Deadlock found when trying to get lock; try restarting transaction; Error code: 1213; SQLState: 40001',
  });
  await insert(victim, 'after');
  await expect(emulator.rollback(victim)).resolves.toBe('Rollback Complete');
  await expect(emulator.select("SELECT name FROM t WHERE name = 'after'")).resolves.toHaveLength(1);
});

test('stopping the emulator rolls back what is open', async () => {
  const other = await startTestEmulator();
  await other.execute('CREATE TABLE t (id INT)');
  const id = await other.begin();
  await other.execute('INSERT INTO t VALUES (1)', { transactionId: id });
  await other.emulator.stop();
  const [rows] = await other.direct.query('SELECT * FROM t');
  expect(rows).toEqual([]);
  await other[Symbol.asyncDispose]();
});
