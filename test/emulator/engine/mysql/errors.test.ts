import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product, startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { failureOf } from '../../../support/failure.ts';
import { ERROR_SCHEMA, SERVER_ERRORS } from './server-errors.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  for (const sql of ERROR_SCHEMA) await emulator.direct.query(sql);
});
afterAll(() => emulator[Symbol.asyncDispose]());

const refused = (message: string) => ({ name: 'DatabaseErrorException', message });
const withDatabase = (text: string): string => text.replaceAll('{db}', emulator.database);

describe('contract 7.1, observed 7c: a server error passed on in MySQL words on any server', () => {
  test.for(SERVER_ERRORS)('%s', async ([sql, message, errno, sqlState]) => {
    const expected = refused(`${withDatabase(message)}; Error code: ${errno}; SQLState: ${sqlState}`);
    expect(await failureOf(emulator.execute(withDatabase(sql)))).toEqual(expected);
  });

  test('1046: a table without a database', async () => {
    const failure = await failureOf(emulator.execute('SELECT * FROM person', { database: '' }));
    expect(failure).toEqual(refused('No database selected; Error code: 1046; SQLState: 3D000'));
  });

  test('1049: the database of the call does not exist', async () => {
    const failure = await failureOf(emulator.execute('SELECT 1', { database: 'nosuch' }));
    expect(failure).toEqual(refused("Unknown database 'nosuch'; Error code: 1049; SQLState: 42000"));
  });

  test('1049: so is a database whose name ends a text for the server', async () => {
    for (const database of ['nosuch\0x', `${emulator.database}\0x`, '\0']) {
      const message = `Unknown database '${database}'; Error code: 1049; SQLState: 42000`;
      expect(await failureOf(emulator.execute('SELECT 1', { database }))).toEqual(refused(message));
    }
  });

  test('1366: the UUID hint binds bytes, which a text column refuses (contract 3.2)', async () => {
    const value = { stringValue: 'e365db17-8a57-4b1e-9f0e-0123456789ab' };
    const call = emulator.execute('INSERT INTO person (name) VALUES (:id)', {
      parameters: [{ name: 'id', value, typeHint: 'UUID' }],
    });
    expect((await failureOf(call)).message).toMatch(
      /^Incorrect string value: '\\xE3e\\xDB\\x17\\x8AW\.\.\.' for column 'name' at row 1; Error code: 1366; SQLState: HY000$/,
    );
  });
});

test('contract 7.1: 3024: a limit of the server for the time of a statement', async () => {
  const transactionId = await emulator.begin();
  const limit = product() === 'MySQL' ? 'max_execution_time = 50' : 'max_statement_time = 0.05';
  await emulator.execute(`SET ${limit}`, { transactionId });
  const sql = 'SELECT id FROM person WHERE SLEEP(30) = 0';
  expect(await failureOf(emulator.execute(sql, { transactionId }))).toEqual(
    refused(
      'Query execution was interrupted, maximum statement execution time exceeded; Error code: 3024; SQLState: HY000',
    ),
  );
  await emulator.rollback(transactionId);
});

test.each([
  ['SELECT AURORA_VERSION()', 1305],
  ['SELECT @@aurora_version', 1193],
  ['CALL mysql.rds_kill(1)', 1305],
])('what Aurora has beyond MySQL is not there: %s (choice: aurora-sql)', async (sql, errno) => {
  expect((await failureOf(emulator.execute(sql))).message).toContain(`; Error code: ${errno};`);
});

describe('contract 7.1: errors between two transactions', () => {
  const lock = (transactionId: string, id: number) =>
    emulator.execute('SELECT * FROM person WHERE id = :id FOR UPDATE', {
      transactionId,
      parameters: [{ name: 'id', value: { longValue: id } }],
    });

  test('1205: a lock is waited for too long', async () => {
    const [holder, waiter] = [await emulator.begin(), await emulator.begin()];
    await lock(holder, 1);
    await emulator.execute('SET innodb_lock_wait_timeout = 1', { transactionId: waiter });
    expect(await failureOf(lock(waiter, 1))).toEqual(
      refused('Lock wait timeout exceeded; try restarting transaction; Error code: 1205; SQLState: HY000'),
    );
    await Promise.all([emulator.rollback(holder), emulator.rollback(waiter)]);
  });

  test('3572: NOWAIT does not wait', async () => {
    const [holder, waiter] = [await emulator.begin(), await emulator.begin()];
    await lock(holder, 1);
    const call = emulator.execute('SELECT * FROM person WHERE id = 1 FOR UPDATE NOWAIT', { transactionId: waiter });
    expect(await failureOf(call)).toEqual(
      refused(
        'Statement aborted because lock(s) could not be acquired immediately and NOWAIT is set.; Error code: 3572; SQLState: HY000',
      ),
    );
    await Promise.all([emulator.rollback(holder), emulator.rollback(waiter)]);
  });

  test('1213: a deadlock', async () => {
    const [one, other] = [await emulator.begin(), await emulator.begin()];
    await Promise.all([lock(one, 1), lock(other, 2)]);
    const calls = await Promise.allSettled([lock(one, 2), lock(other, 1)]);
    const failures = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as Error] : []));
    expect(failures.map(({ message }) => message)).toEqual([
      'Deadlock found when trying to get lock; try restarting transaction; Error code: 1213; SQLState: 40001',
    ]);
    await Promise.all([emulator.rollback(one), emulator.rollback(other)]);
  });
});
