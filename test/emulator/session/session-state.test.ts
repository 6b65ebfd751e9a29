// Nothing of a call's session is seen by the next one; inside a transaction it holds (contract 5.11, 5.14).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT)');
});
afterAll(() => emulator[Symbol.asyncDispose]());

interface State {
  readonly what: string;
  readonly change: string;
  readonly look: string;
  readonly inside: unknown;
  readonly outside: unknown;
}

const STATES: State[] = [
  {
    what: 'a user variable',
    change: 'SET @x = 7',
    look: 'SELECT @x',
    inside: { longValue: 7 },
    outside: { isNull: true },
  },
  {
    what: 'a user variable, set by a SELECT',
    change: 'SELECT @y := 7',
    look: 'SELECT @y',
    inside: { longValue: 7 },
    outside: { isNull: true },
  },
  {
    what: 'a session variable',
    change: 'SET SESSION group_concat_max_len = 5',
    look: 'SELECT @@group_concat_max_len = 5',
    inside: { longValue: 1 },
    outside: { longValue: 0 },
  },
  {
    what: 'the time zone',
    change: "SET time_zone = '+05:00'",
    look: 'SELECT @@time_zone',
    inside: { stringValue: '+05:00' },
    outside: { stringValue: '+00:00' },
  },
  {
    what: 'the current database',
    change: 'USE mysql',
    look: "SELECT DATABASE() = 'mysql'",
    inside: { longValue: 1 },
    outside: { longValue: 0 },
  },
  {
    what: 'a named lock',
    change: "SELECT GET_LOCK('l', 0)",
    look: "SELECT IS_FREE_LOCK('l')",
    inside: { longValue: 0 },
    outside: { longValue: 1 },
  },
  {
    what: 'a named lock, taken by a quoted name',
    change: "SELECT `GET_LOCK`('q', 0)",
    look: "SELECT IS_FREE_LOCK('q')",
    inside: { longValue: 0 },
    outside: { longValue: 1 },
  },
  {
    what: 'the last generated id',
    change: 'INSERT INTO t VALUES ()',
    look: 'SELECT LAST_INSERT_ID() > 0',
    inside: { longValue: 1 },
    outside: { longValue: 0 },
  },
  {
    what: 'the last generated id, asked for by a quoted name',
    change: 'INSERT INTO t VALUES ()',
    look: 'SELECT `Last_Insert_Id`() > 0',
    inside: { longValue: 1 },
    outside: { longValue: 0 },
  },
  {
    what: 'autocommit',
    change: 'SET autocommit = 0',
    look: 'SELECT @@autocommit',
    inside: { longValue: 0 },
    outside: { longValue: 1 },
  },
];

test.each(STATES)('contract 5.11: $what holds inside a transaction', async ({ change, look, inside }) => {
  const transactionId = await emulator.begin();
  await emulator.execute(change, { transactionId });
  const { records } = await emulator.execute(look, { transactionId });
  await emulator.rollback(transactionId);
  expect(records).toEqual([[inside]]);
});

test.each(STATES)(
  'contract 5.11: $what does not leak out of a transaction into another',
  async ({ change, look, outside }) => {
    const first = await emulator.begin();
    await emulator.execute(change, { transactionId: first });
    await emulator.rollback(first);
    const transactionId = await emulator.begin();
    const { records } = await emulator.execute(look, { transactionId });
    await emulator.rollback(transactionId);
    expect(records).toEqual([[outside]]);
  },
);

test.each(STATES)('contract 5.11: $what does not leak from call to call', async ({ change, look, outside }) => {
  for (let again = 0; again < 3; again += 1) {
    await emulator.execute(change);
    await expect(emulator.select(look)).resolves.toEqual([[outside]]);
  }
});

test('contract 5.11: temporary tables and table locks end with the call', async () => {
  await emulator.execute('CREATE TEMPORARY TABLE mine (id INT)');
  await expect(emulator.execute('SELECT * FROM mine')).rejects.toThrow('Error code: 1146');
  await emulator.execute('LOCK TABLES t WRITE');
  await emulator.execute('INSERT INTO t VALUES ()');
});

test('observed 8: BEGIN as SQL outside a transaction id has no effect on later calls', async () => {
  await emulator.execute('TRUNCATE TABLE t');
  await emulator.execute('BEGIN');
  await emulator.execute('INSERT INTO t VALUES ()');
  await emulator.execute('ROLLBACK');
  await expect(emulator.select('SELECT COUNT(*) FROM t')).resolves.toEqual([[{ longValue: 1 }]]);
});

test('the user may do what a user of AWS may not (choice: privileges)', async () => {
  const sql = 'SET GLOBAL net_retry_count = @@global.net_retry_count';
  await expect(emulator.execute(sql)).resolves.toMatchObject({ numberOfRecordsUpdated: 0 });
});

test('contract 7.1: without a database there is none', async () => {
  await expect(emulator.execute('SELECT * FROM t', { database: '' })).rejects.toThrow(
    /Error code: 1046; SQLState: 3D000$/,
  );
  await expect(emulator.execute('SELECT * FROM t', { database: undefined })).rejects.toThrow(
    /Error code: 1046; SQLState: 3D000$/,
  );
  await expect(emulator.execute('SELECT 1', { database: 'nowhere' })).rejects.toThrow(
    /Unknown database 'nowhere'; Error code: 1049; SQLState: 42000$/,
  );
});

test.each([
  'SET NAMES latin1',
  'SET NAMES utf8mb3',
  'SET character_set_results = latin1',
  'SET collation_connection = latin1_bin',
  "SET CHARACTER SET 'latin1'",
])('after %s, texts, values and names are the same as ever (choice: set-names)', async (sql) => {
  await emulator.execute('CREATE TABLE texts (größe VARCHAR(20) CHARACTER SET utf8mb4)');
  const transactionId = await emulator.begin();
  await emulator.execute(sql, { transactionId });
  await emulator.execute("INSERT INTO texts VALUES (:v), ('ü日本😀')", {
    transactionId,
    parameters: [{ name: 'v', value: { stringValue: 'ä日本😀' } }],
  });
  const { formattedRecords } = await emulator.execute('SELECT größe FROM texts', {
    transactionId,
    formatRecordsAs: 'JSON',
  });
  await emulator.rollback(transactionId);
  await emulator.execute('DROP TABLE texts');
  expect(formattedRecords).toBe('[{"größe":"ä日本😀"},{"größe":"ü日本😀"}]');
});

test('a collation that SET NAMES chooses stays', async () => {
  const transactionId = await emulator.begin();
  const equal = (): Promise<unknown> => emulator.execute("SELECT 'a' = 'A'", { transactionId });
  await expect(equal()).resolves.toMatchObject({ records: [[{ longValue: 1 }]] });
  await emulator.execute('SET NAMES utf8mb4 COLLATE utf8mb4_bin', { transactionId });
  await expect(equal()).resolves.toMatchObject({ records: [[{ longValue: 0 }]] });
  await emulator.rollback(transactionId);
});

test('contract 5.11: a statement that ran before runs in the database that USE has chosen since', async () => {
  const other = `${emulator.database}_other`;
  const sql = 'INSERT INTO places VALUES (:v)';
  const parameters = [{ name: 'v', value: { longValue: 1 } }];
  await emulator.execute('CREATE TABLE places (v INT)');
  await emulator.execute(`CREATE DATABASE ${other}`);
  await emulator.execute(`CREATE TABLE ${other}.places (v INT)`);
  const transactionId = await emulator.begin();
  await emulator.execute(sql, { transactionId, parameters });
  await emulator.execute(`USE ${other}`, { transactionId });
  await emulator.execute(sql, { transactionId, parameters });
  await emulator.commit(transactionId);
  const counts = `SELECT (SELECT COUNT(*) FROM places), (SELECT COUNT(*) FROM ${other}.places)`;
  await expect(emulator.select(counts)).resolves.toEqual([[{ longValue: 1 }, { longValue: 1 }]]);
  await emulator.execute(`DROP DATABASE ${other}`);
});

test('contract 5.11: a variable has the type of what was set last', async () => {
  const transactionId = await emulator.begin();
  const answers: unknown[] = [];
  for (const value of ['1', "'007'", '1.50']) {
    await emulator.execute(`SET @a = ${value}`, { transactionId });
    const { records } = await emulator.execute("SELECT CONCAT('<', @a, '>')", { transactionId });
    answers.push(records?.[0]?.[0]?.stringValue);
  }
  await emulator.rollback(transactionId);
  expect(answers).toEqual(['<1>', '<007>', '<1.50>']);
});

test('contract 5.11: ids that a procedure generates are those of its caller, also where the connection has served before', async () => {
  await emulator.execute('CREATE PROCEDURE two_more() BEGIN INSERT INTO t VALUES (); INSERT INTO t VALUES (); END');
  for (let again = 0; again < 2; again += 1) {
    const transactionId = await emulator.begin();
    await emulator.execute('CALL two_more()', { transactionId });
    const { records } = await emulator.execute('SELECT LAST_INSERT_ID() = MAX(id) FROM t', { transactionId });
    expect(records).toEqual([[{ longValue: 1 }]]);
    await emulator.execute('INSERT INTO t VALUES ()', { transactionId });
    await emulator.commit(transactionId);
  }
});

test('contract 5.11: an id that a failed statement generated does not show in another transaction', async () => {
  const first = await emulator.begin();
  const failing = emulator.execute('INSERT INTO t VALUES (NULL), (1000), (1000)', { transactionId: first });
  await expect(failing).rejects.toThrow('Error code: 1062');
  await emulator.rollback(first);
  const transactionId = await emulator.begin();
  const { records } = await emulator.execute('SELECT LAST_INSERT_ID()', { transactionId });
  await emulator.rollback(transactionId);
  expect(records).toEqual([[{ longValue: 0 }]]);
});

test('contract 2.1: a database that was dropped and made again is that of the next call', async () => {
  const database = `${emulator.database}_again`;
  for (let again = 0; again < 2; again += 1) {
    await emulator.execute(`CREATE DATABASE ${database}`);
    const { records } = await emulator.execute('SELECT DATABASE()', { database });
    expect(records).toEqual([[{ stringValue: database }]]);
    await emulator.execute(`DROP SCHEMA ${database}`, { database });
  }
});

test('what a stored function sets may be seen by a later call (choice: function-state)', async () => {
  await emulator.execute("CREATE FUNCTION set_zone() RETURNS INT NO SQL BEGIN SET time_zone = '+05:00'; RETURN 1; END");
  await emulator.execute('SELECT set_zone()');
  await expect(emulator.select('SELECT FROM_UNIXTIME(0)')).resolves.toEqual([[{ stringValue: '1970-01-01 05:00:00' }]]);
});

test('what a view reads of a session may be seen by a later call (choice: function-state)', async () => {
  await emulator.execute('CREATE VIEW latest AS SELECT LAST_INSERT_ID() > 0 AS is_known');
  await emulator.execute('INSERT INTO t VALUES ()');
  await expect(emulator.select('SELECT is_known FROM latest')).resolves.toEqual([[{ longValue: 1 }]]);
});

test('time zones by offset, not by name (choice: time-zones)', async () => {
  const zones = "SELECT CONVERT_TZ('2024-07-01', '+00:00', '+02:00'), CONVERT_TZ('2024-07-01', 'UTC', 'Europe/Berlin')";
  await expect(emulator.select(zones)).resolves.toEqual([[{ stringValue: '2024-07-01 02:00:00' }, { isNull: true }]]);
});
