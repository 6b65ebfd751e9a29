import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { executeRaw } from '../../support/raw-call.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const sql of [
    'DROP TABLE IF EXISTS person, plain',
    'CREATE TABLE person (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) UNIQUE, age INT)',
    'CREATE TABLE plain (id INT PRIMARY KEY, name VARCHAR(20))',
    "INSERT INTO person (id, name, age) VALUES (1, 'Ann', 30), (2, 'Bob', 40)",
    'ALTER TABLE person AUTO_INCREMENT = 315',
  ]) {
    await emulator.direct.query(sql);
  }
});

const changed = (count: number, ...ids: string[]): string =>
  `{"generatedFields":[${ids.map((id) => `{"longValue":${id}}`).join()}],"numberOfRecordsUpdated":${count}}`;

/** A statement and the whole answer (contract 2.1, observed 4). */
const CASES: readonly (readonly [title: string, sql: string, body: string])[] = [
  ['INSERT, one row', "INSERT INTO person (name) VALUES ('x')", changed(1, '315')],
  ['INSERT, two rows: the first id alone', "INSERT INTO person (name) VALUES ('x'), ('y')", changed(2, '315')],
  ['INSERT ... SET', "INSERT INTO person SET name = 'x'", changed(1, '315')],
  ['INSERT ... SELECT', "INSERT INTO person (name) SELECT CONCAT(name, '2') FROM person", changed(2, '315')],
  ['INSERT ... SELECT of nothing', 'INSERT INTO person (name) SELECT name FROM person WHERE 1 = 0', changed(0)],
  ['INSERT without AUTO_INCREMENT', "INSERT INTO plain VALUES (1, 'x'), (2, 'y')", changed(2)],
  ['INSERT IGNORE, one of two is there', "INSERT IGNORE INTO person (name) VALUES ('Ann'), ('x')", changed(1, '315')],
  ['INSERT IGNORE, all are there', "INSERT IGNORE INTO person (name) VALUES ('Ann')", changed(0)],
  // open in contract 9: the server's own values
  [
    'ON DUPLICATE KEY UPDATE: inserted',
    "INSERT INTO person (name) VALUES ('x') ON DUPLICATE KEY UPDATE age = 1",
    changed(1, '315'),
  ],
  [
    'ON DUPLICATE KEY UPDATE: updated counts 2',
    "INSERT INTO person (name) VALUES ('Ann') ON DUPLICATE KEY UPDATE age = 1",
    changed(2, '1'),
  ],
  [
    'ON DUPLICATE KEY UPDATE: unchanged counts 1',
    "INSERT INTO person (name) VALUES ('Ann') ON DUPLICATE KEY UPDATE age = 30",
    changed(1),
  ],
  ['REPLACE: deleted and inserted count 2', "REPLACE INTO person (name) VALUES ('Ann')", changed(2, '315')],
  ['REPLACE of nothing', "REPLACE INTO person (name) VALUES ('x')", changed(1, '315')],
  // contract 2.1: matched rows, not changed ones
  ['UPDATE', 'UPDATE person SET age = 1', changed(2)],
  ['UPDATE to the same value', "UPDATE person SET name = 'Ann' WHERE id = 1", changed(1)],
  ['UPDATE of nothing', 'UPDATE person SET age = 1 WHERE id = 99', changed(0)],
  ['DELETE', 'DELETE FROM person', changed(2)],
  ['DELETE of nothing', 'DELETE FROM person WHERE id = 99', changed(0)],
  ['TRUNCATE', 'TRUNCATE TABLE person', changed(0)],
  ['CREATE', 'CREATE TABLE IF NOT EXISTS other (id INT)', changed(0)],
  ['CREATE ... SELECT', 'CREATE OR REPLACE VIEW seen AS SELECT * FROM person', changed(0)],
  ['ALTER', 'ALTER TABLE person ADD COLUMN pet INT, ALGORITHM = COPY', changed(0)],
  ['RENAME', 'RENAME TABLE plain TO plainer, plainer TO plain', changed(0)],
  ['DROP', 'DROP TABLE plain', changed(0)],
  ['SET', 'SET @a = 1', changed(0)],
  ['DO', 'DO 1', changed(0)],
  ['SELECT', 'SELECT id FROM person WHERE id = 1', '{"records":[[{"longValue":1}]],"numberOfRecordsUpdated":0}'],
  ['SELECT of nothing', 'SELECT id FROM person WHERE id = 99', '{"records":[],"numberOfRecordsUpdated":0}'],
];

describe('contract 2.1, observed 4: counts and generated fields', () => {
  test.for(CASES)('%s', async ([, sql, body]) => {
    expect(await executeRaw(emulator, { sql })).toBe(body);
  });

  test('SELECT ... INTO a variable yields no records (contract 9)', async () => {
    const transactionId = await emulator.begin();
    const answer = await emulator.execute('SELECT MAX(age) INTO @oldest FROM person', { transactionId });
    expect(answer.records).toBeUndefined();
    expect(answer.generatedFields).toEqual([]);
    expect((await emulator.execute('SELECT @oldest', { transactionId })).records).toEqual([[{ longValue: 40 }]]);
    await emulator.rollback(transactionId);
  });

  test('UPDATE and DELETE after an INSERT of the same transaction generate nothing', async () => {
    const transactionId = await emulator.begin();
    const generated = [];
    for (const sql of [
      "INSERT INTO person (name) VALUES ('x')",
      "UPDATE person SET age = 1 WHERE name = 'x'",
      "DELETE FROM person WHERE name = 'x'",
      "INSERT INTO plain VALUES (1, 'x')",
    ]) {
      generated.push((await emulator.execute(sql, { transactionId })).generatedFields);
    }
    expect(generated).toEqual([[{ longValue: 315 }], [], [], []]);
    await emulator.rollback(transactionId);
  });

  test.for(['500', '-5'])('the explicit id %s is answered like a generated one', async (id) => {
    const body = await executeRaw(emulator, { sql: `INSERT INTO person (id, name) VALUES (${id}, 'x')` });
    expect(body).toBe(changed(1, id));
  });

  test('CALL: the first result set, or none', async () => {
    await emulator.execute(
      "CREATE PROCEDURE two() BEGIN SELECT 1 AS a; SELECT 'x', 'y'; UPDATE person SET age = 5; END",
    );
    await emulator.execute('CREATE PROCEDURE none() UPDATE person SET age = 6');
    expect(await executeRaw(emulator, { sql: 'CALL two()' })).toBe(
      '{"records":[[{"longValue":1}]],"numberOfRecordsUpdated":0}',
    );
    expect(await executeRaw(emulator, { sql: 'CALL none()' })).toBe(changed(2));
    await emulator.execute('DROP PROCEDURE two');
    await emulator.execute('DROP PROCEDURE none');
  });
});

describe('contract 1.3: generated ids are exact, in the 64 bits of a long', () => {
  test.for([
    ['BIGINT', '9007199254740993', '9007199254740993'],
    ['BIGINT', '9223372036854775806', '9223372036854775806'],
    ['BIGINT UNSIGNED', '9223372036854775808', '-9223372036854775808'],
    ['BIGINT UNSIGNED', '18446744073709551613', '-3'],
  ] as const)('%s AUTO_INCREMENT = %s -> %s', async ([type, start, id]) => {
    await emulator.direct.query('DROP TABLE IF EXISTS large');
    await emulator.direct.query(
      `CREATE TABLE large (id ${type} PRIMARY KEY AUTO_INCREMENT, n INT) AUTO_INCREMENT = ${start}`,
    );
    expect(await executeRaw(emulator, { sql: 'INSERT INTO large (n) VALUES (1)' })).toBe(changed(1, id));
  });
});
