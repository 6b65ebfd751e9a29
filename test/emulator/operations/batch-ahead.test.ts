// Outside a transaction, a batch's sets are sent without a wait for each answer: what could go wrong with that.
import { DatabaseUnavailableException, type Field, type SqlParameter } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MAX_CALL_MS } from '../../../emulator/model/limits.ts';
import { running, runnersOf } from '../../reliability/support/processes.ts';
import { product, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { until } from '../../support/until.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, n BIGINT UNIQUE)');
});
beforeEach(() => emulator.execute('TRUNCATE TABLE t'));
afterAll(() => emulator[Symbol.asyncDispose]());

const INSERT = 'INSERT INTO t (n) VALUES (:n)';
/** Quick for 0. */
const SLOW_INSERT = 'INSERT INTO t (id) SELECT NULL FROM (SELECT SLEEP(:n)) s';
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const toSet = (n: number): SqlParameter[] => [{ name: 'n', value: { longValue: n } }];
const inTable = async (): Promise<number[]> =>
  (await emulator.select('SELECT n FROM t ORDER BY n')).map(([n]) => (n as Field.LongValueMember).longValue);
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Ten sets that are quick, so that the next ones are sent together, of which each would take a minute. */
async function startSlowBatch(): Promise<{ error: Promise<unknown>; connection: number }> {
  const seconds = numbers(30).map((n) => (n < 10 ? 0 : 60));
  const error = errorOf(emulator.batch(SLOW_INSERT, seconds.map(toSet)));
  let [connection = 0]: number[] = [];
  await until(async () => {
    [connection = 0] = await runnersOf(emulator, 'INSERT INTO t (id) SELECT');
    return connection !== 0;
  });
  return { error, connection };
}

test('each set has the id of its own row, over many rounds', async () => {
  const { updateResults = [] } = await emulator.batch(INSERT, numbers(3000).map(toSet));
  const rows = await emulator.select('SELECT id FROM t ORDER BY n');
  expect(updateResults.map(({ generatedFields = [] }) => generatedFields)).toEqual(rows);
});

test('the first set that fails is told, nothing is left of those before and after it, and the next call is its own again', async () => {
  const sets = numbers(100);
  sets[70] = 3;
  sets[71] = -1;
  await emulator.execute('CREATE TABLE positive (n BIGINT UNSIGNED PRIMARY KEY)');
  const insert = 'INSERT INTO positive VALUES (:n)';
  await expect(emulator.batch(insert, sets.map(toSet))).rejects.toThrow("Duplicate entry '3' for key");
  await expect(emulator.select('SELECT COUNT(*) FROM positive')).resolves.toEqual([[{ longValue: 0 }]]);
  await emulator.batch(insert, [5, 6].map(toSet));
  await emulator.execute('INSERT INTO positive VALUES (7)');
  const [rows] = await emulator.direct.query('SELECT n FROM positive');
  expect(rows).toEqual([{ n: 5 }, { n: 6 }, { n: 7 }]);
});

test('sets after a deadlock, which ends the transaction, do not commit themselves', async () => {
  await emulator.batch(INSERT, numbers(200).map(toSet));
  const { direct } = emulator;
  await direct.beginTransaction();
  // Who has changed more is let live.
  await direct.query('UPDATE t SET n = n + 1000 WHERE id > 50');
  const error = errorOf(
    emulator.batch('UPDATE t SET n = n + 5000 WHERE id = :n', [1, 2, 3, 4, 5, 200, 6, 7, 8].map(toSet)),
  );
  await until(async () => (await running(emulator, 'UPDATE t')) === 1);
  await direct.query('UPDATE t SET n = -1 WHERE id = 1');
  expect(await error).toMatchObject({ message: expect.stringContaining('Error code: 1213; SQLState: 40001') });
  await direct.rollback();
  expect(await inTable()).toEqual(numbers(200));
});

test('of many sets that would wait for a lock in vain, one does', async () => {
  await using hasty = await startHastyEmulator();
  await hasty.batch('INSERT INTO u VALUES (:n)', numbers(40).map(toSet));
  await hasty.direct.beginTransaction();
  await hasty.direct.query('DELETE FROM u WHERE n >= 10');
  const started = performance.now();
  await expect(hasty.batch('DELETE FROM u WHERE n = :n', numbers(40).map(toSet))).rejects.toThrow('Error code: 1205');
  expect(performance.now() - started).toBeLessThan(3000);
  await hasty.direct.rollback();
  await until(async () => (await hasty.select('SELECT n FROM u')).length === 40);
});

/** An emulator whose connection waits for a lock for a second: it takes the setting over with its first statement. */
async function startHastyEmulator(): Promise<TestEmulator> {
  const hasty = await startTestEmulator();
  const [[before]] = (await hasty.direct.query('SELECT @@GLOBAL.innodb_lock_wait_timeout AS s')) as unknown as [
    [{ s: number }],
  ];
  await hasty.direct.query('SET GLOBAL innodb_lock_wait_timeout = 1');
  try {
    await hasty.execute('CREATE TABLE u (n BIGINT PRIMARY KEY)');
  } finally {
    await hasty.direct.query('SET GLOBAL innodb_lock_wait_timeout = ?', [before.s]);
  }
  return hasty;
}

test('contract 6 call time: with the set that runs too long, those that wait behind it are stopped', async () => {
  const { error, connection } = await startSlowBatch();
  emulator.clock.advance(MAX_CALL_MS);
  expect(await error).toMatchObject({ name: 'StatementTimeoutException', dbConnectionId: connection });
  await until(async () => (await running(emulator, '')) === 0 && (await isGone(connection)));
  expect(await inTable()).toEqual([]);
});

test('a connection that is lost in the middle leaves nothing', async () => {
  const { error, connection } = await startSlowBatch();
  await emulator.direct.query(`KILL ${connection}`);
  expect(await error).toBeInstanceOf(DatabaseUnavailableException);
  await until(() => isGone(connection));
  expect(await inTable()).toEqual([]);
});

async function isGone(connection: number): Promise<boolean> {
  const [rows] = await emulator.direct.query('SELECT 1 FROM information_schema.processlist WHERE id = ?', [connection]);
  return (rows as unknown[]).length === 0;
}

test('more combinations of types than a connection keeps prepared', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  await emulator.execute(`CREATE TABLE wide (id INT PRIMARY KEY, ${names.map((name) => `${name} INT`).join()})`);
  // The first ones are alike, and quick: many are sent together by then.
  const alike = 388;
  const sets = numbers(900).map((id) => [
    { name: 'id', value: { longValue: id } },
    ...names.map((name, n) => ({
      name,
      value: ((id - alike) >> n) & 1 && id > alike ? { isNull: true as const } : { longValue: n },
    })),
  ]);
  await emulator.batch(`INSERT INTO wide VALUES (:id, ${names.map((name) => `:${name}`).join()})`, sets);
  const bits = names.map((name, n) => `IF(${name} IS NULL, ${1 << n}, IF(${name} = ${n}, 0, 1000))`).join(' + ');
  await expect(
    emulator.select(`SELECT COUNT(*) FROM wide WHERE GREATEST(id - ${alike}, 0) = ${bits}`),
  ).resolves.toEqual([[{ longValue: 900 }]]);
});

const blob = (length: number): Field => ({ blobValue: new Uint8Array(length).fill(200) });
const text = (length: number): Field => ({ stringValue: 'é'.repeat(length / 2) });
test.each<[string, string, Field[]]>([
  ['texts', 'LONGTEXT', [0, 250, 252, 65_534, 65_536, 1_000_000].map(text)],
  ['blobs', 'LONGBLOB', [0, 250, 251, 65_535, 65_536, 1_000_000].map(blob)],
  ['doubles', 'DOUBLE', [0, -1.5, 1e300, 5e-324].map((doubleValue) => ({ doubleValue }))],
  ['integers', 'BIGINT', [0, -1, 2 ** 53 - 1, -(2 ** 53)].map((longValue) => ({ longValue }))],
  ['booleans', 'BIGINT', [true, false].map((booleanValue) => ({ booleanValue }))],
])('%s of every length arrive as they do one by one', async (what, type, values) => {
  await emulator.execute(`CREATE TABLE ${what} (id INT PRIMARY KEY AUTO_INCREMENT, v ${type})`);
  const insert = `INSERT INTO ${what} (v) VALUES (:v)`;
  const parameters = values.map((value) => [{ name: 'v', value }]);
  await emulator.batch(insert, parameters);
  for (const one of parameters) await emulator.execute(insert, { parameters: one });
  const different = `SELECT COUNT(*) FROM ${what} a JOIN ${what} b ON b.id = a.id + ${values.length} WHERE NOT (HEX(a.v) <=> HEX(b.v) AND a.v <=> b.v)`;
  await expect(emulator.select(different)).resolves.toEqual([[{ longValue: 0 }]]);
  await expect(emulator.select(`SELECT COUNT(*) FROM ${what}`)).resolves.toEqual([[{ longValue: 2 * values.length }]]);
});

test('decimals by their type hint', async () => {
  await emulator.execute('CREATE TABLE decimals (v DECIMAL(40, 10))');
  const values = ['1.5', '-123456789012345678901234567890.0123456789'];
  const parameters = values.map((stringValue) => [{ name: 'v', typeHint: 'DECIMAL' as const, value: { stringValue } }]);
  await emulator.batch('INSERT INTO decimals VALUES (:v)', parameters);
  await expect(emulator.select('SELECT v FROM decimals ORDER BY v DESC')).resolves.toEqual([
    [{ stringValue: '1.5000000000' }],
    [{ stringValue: values[1] }],
  ]);
});

test('sets longer than a packet of the protocol, by one name in many places', async () => {
  const places = 20;
  const sum = Array.from({ length: places }, () => 'LENGTH(:v)').join(' + ');
  const lengths = [10, 900_000, 900_001];
  const sets = lengths.map((length) => [{ name: 'v', value: { stringValue: 'x'.repeat(length) } }]);
  await emulator.batch(`INSERT INTO t (n) VALUES (${sum})`, sets);
  expect(await inTable()).toEqual(lengths.map((length) => length * places));
});

test.runIf(product() === 'MariaDB')('rows that an INSERT of MariaDB returns are read over', async () => {
  const { updateResults } = await emulator.batch(
    'INSERT INTO t (n) VALUES (:n) RETURNING id, n',
    numbers(20).map(toSet),
  );
  expect(updateResults).toEqual(numbers(20).map(() => ({ generatedFields: [] })));
  expect(await inTable()).toEqual(numbers(20));
});

test('an UPDATE that reads session state still finds it', async () => {
  await emulator.execute(INSERT, { parameters: toSet(1) });
  await emulator.batch('UPDATE t SET n = @@autocommit + n + :n', [10, 20].map(toSet));
  // A transaction that is started, as for any other batch, leaves the variable as it is: 1 + 1 + 10, and so on.
  expect(await inTable()).toEqual([33]);
});
