// What a program meets on MariaDB and not on MySQL, and the reverse.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { product, startTestEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, doc JSON)');
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** A statement, and the only server that runs it. */
const STATEMENTS: [sql: string, server: 'MySQL' | 'MariaDB'][] = [
  ["SELECT doc->'$.a' FROM t", 'MySQL'],
  ['INSERT INTO t (id) VALUES (1) AS new ON DUPLICATE KEY UPDATE id = new.id', 'MySQL'],
  ['INSERT INTO t (id) VALUES (NULL) RETURNING id', 'MariaDB'],
  ['CREATE OR REPLACE TABLE u (id INT)', 'MariaDB'],
];

test.each(STATEMENTS)('%s: on %s alone (choice: mariadb)', async (sql, server) => {
  const outcome = await emulator.execute(sql).then(
    () => 'it runs',
    (error: Error) => error.message,
  );
  expect(outcome).toMatch(product() === server ? /^it runs$/ : /; Error code: 1064; SQLState: 42000$/);
});

test('values stay with their placeholders where a server takes code for a comment (choice: scanner)', async () => {
  const parameters = ['a', 'b'].map((name) => ({ name, value: { stringValue: name } }));
  const outcome = await emulator.execute('SELECT /*!80099 :a, */ :b', { parameters }).then(
    ({ records }) => JSON.stringify(records),
    (error: Error) => error.message,
  );
  expect(outcome).toBe(
    product() === 'MySQL'
      ? '[[{"stringValue":"a"},{"stringValue":"b"}]]'
      : 'Incorrect arguments to mysqld_stmt_execute; Error code: 1210; SQLState: HY000',
  );
});

test('MariaDB ends a recursive query where MySQL refuses it (choice: mariadb)', async () => {
  const sql = 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT COUNT(*) FROM n';
  const outcome = await emulator.select(sql).then(
    (records) => JSON.stringify(records),
    (error: Error) => error.message,
  );
  expect(outcome).toMatch(
    product() === 'MySQL' ? /; Error code: 3636; SQLState: HY000$/ : /^\[\[\{"longValue":1001\}\]\]$/,
  );
});

test('MariaDB counts all statements of a procedure, MySQL the last one (choice: mariadb)', async () => {
  const body = 'BEGIN INSERT INTO t (id) VALUES (11), (12); DELETE FROM t WHERE id = 12; END';
  await emulator.execute(`CREATE PROCEDURE change_twice() ${body}`);
  const { numberOfRecordsUpdated } = await emulator.execute('CALL change_twice()');
  expect(numberOfRecordsUpdated).toBe(product() === 'MySQL' ? 1 : 3);
});

test('SHOW ERRORS tells of wrong JSON on MySQL alone (choice: mariadb)', async () => {
  const transactionId = await emulator.begin();
  await expect(emulator.execute("INSERT INTO t (doc) VALUES ('{')", { transactionId })).rejects.toThrow('code: 3140;');
  const { records } = await emulator.execute('SHOW ERRORS', { transactionId });
  await emulator.rollback(transactionId);
  expect(records).toHaveLength(product() === 'MySQL' ? 1 : 0);
});

test('HELP is answered, although MariaDB cannot prepare it', async () => {
  await expect(emulator.execute("HELP 'nothing of the kind'")).resolves.toMatchObject({ numberOfRecordsUpdated: 0 });
});

/** A statement, and the error's number or the first value that MySQL and MariaDB answer with. */
const ANSWERS: [sql: string, onMySql: string | number, onMariaDb: string | number][] = [
  ["SELECT JSON_ARRAY(CAST('01:02:03' AS TIME)) AS doc", '["01:02:03.000000"]', '["01:02:03"]'],
  ['SELECT JSON_ARRAY(ratio) FROM odd', '[0.10000000149011612]', '[0.1]'],
  ["SELECT JSON_EXTRACT(doc, '$.b', '$.a') FROM odd", '[2, 1]', '[1, 2]'],
  ['SELECT CAST(:c AS SIGNED)', 13, 12],
  ['SELECT MAX(YEAR(born)) FROM odd', '2024', 2024],
  ['SELECT id FROM odd LIMIT :d', 'Error code: 1690', 1],
  ['SELECT * FROM (SELECT 1)', 'Error code: 1248', 'Error code: 1064'],
  ['ALTER TABLE odd MODIFY gap INT NOT NULL', 'Error code: 1138', 'Error code: 1265'],
  ['CREATE TABLE v (a INT, CHECK (nope > 0))', 'Error code: 3820', 'Error code: 1054'],
  ['INSERT INTO odd (twice) VALUES (1)', 'Error code: 3105', 'Error code: 1906'],
  ["CREATE TABLE w (a TEXT DEFAULT 'x')", 'Error code: 1101', 'nothing'],
];

test.each(ANSWERS)('%s: %s on MySQL, %s on MariaDB (choice: mariadb)', async (sql, onMySql, onMariaDb) => {
  await emulator.direct.query(
    'CREATE TABLE IF NOT EXISTS odd (id INT, ratio FLOAT, doc JSON, born DATE, gap INT, twice INT AS (id * 2))',
  );
  await emulator.direct.query('DELETE FROM odd');
  await emulator.direct.query(
    'INSERT INTO odd (id, ratio, doc, born) VALUES (1, 0.1, \'{"a": 1, "b": 2}\', \'2024-01-02\')',
  );
  const values = { c: { stringValue: '12.5' }, d: { longValue: -1 } };
  const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
  const outcome = await emulator.execute(sql, { parameters }).then(
    ({ records }) => Object.values(records?.[0]?.[0] ?? {})[0] ?? 'nothing',
    (error: Error) => /Error code: \d+/.exec(error.message)?.[0],
  );
  expect(outcome).toBe(product() === 'MySQL' ? onMySql : onMariaDb);
});

test('DROP TABLE of a table and a missing one drops the first on MariaDB alone (choice: mariadb)', async () => {
  await emulator.execute('CREATE TABLE there (id INT)');
  await expect(emulator.execute('DROP TABLE there, missing')).rejects.toThrow('code: 1051;');
  const { records } = await emulator.execute("SHOW TABLES LIKE 'there'");
  expect(records).toHaveLength(product() === 'MySQL' ? 1 : 0);
});
