import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product, startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { failureOf } from '../../../support/failure.ts';
import { executeRaw } from '../../../support/raw-call.ts';
import { GOLDEN_COLUMNS } from './golden-values.ts';
import { GOLDEN_JSON } from './golden-json.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const columns = GOLDEN_COLUMNS.map(({ declared }, index) => `c${index} ${declared}`);
  await emulator.direct.query(`CREATE TABLE golden (id INT PRIMARY KEY AUTO_INCREMENT, ${columns.join(', ')})`);
  await emulator.direct.query("SET sql_mode = '', time_zone = '+00:00'");
});
afterAll(() => emulator[Symbol.asyncDispose]());

const cases = GOLDEN_COLUMNS.flatMap(({ declared, values }, index) =>
  [...values, ['NULL', '{"isNull":true}'] as const].map(([literal, field]) => ({
    title: `${declared} ${literal.slice(0, 40)} -> ${field.slice(0, 60)}`,
    column: `c${index}`,
    literal,
    field,
  })),
);

describe('contract 4.1, observed 1: the Field of a column', () => {
  test.for(cases)('$title', async ({ column, literal, field }) => {
    await emulator.direct.query('DELETE FROM golden');
    await emulator.direct.query(`INSERT INTO golden (${column}) VALUES (${literal})`);
    const body = await executeRaw(emulator, { sql: `SELECT ${column} FROM golden` });
    expect(body).toBe(`{"records":[[${field}]],"numberOfRecordsUpdated":0}`);
  });
});

describe('contract 4.1: a JSON document as MySQL prints it, also where MariaDB keeps it as it was written', () => {
  test.for(GOLDEN_JSON)('%s', async ([document, printed]) => {
    await emulator.execute('CREATE TABLE IF NOT EXISTS docs (doc JSON)');
    await emulator.execute('DELETE FROM docs');
    const parameters = [{ name: 'doc', value: { stringValue: document } }];
    await emulator.execute('INSERT INTO docs VALUES (:doc)', { parameters });
    expect(await emulator.select('SELECT doc FROM docs')).toEqual([[{ stringValue: printed }]]);
  });
});

describe('contract 7.3: unsupported types', () => {
  test.for(['GEOMETRY', 'POINT'])('%s is refused', async (type) => {
    await emulator.execute('DROP TABLE IF EXISTS shapes');
    await emulator.execute(`CREATE TABLE shapes (id INT, shape ${type})`);
    const refusal = {
      name: 'UnsupportedResultException',
      message: 'The result contains the unsupported data type GEOMETRY.',
    };
    expect(await failureOf(emulator.execute('SELECT shape FROM shapes'))).toEqual(refusal);
    await emulator.execute('INSERT INTO shapes VALUES (1, POINT(1, 2))');
    expect(await failureOf(emulator.execute('SELECT shape FROM shapes'))).toEqual(refusal);
    await expect(emulator.select('SELECT id, ST_AsText(shape) FROM shapes')).resolves.toEqual([
      [{ longValue: 1 }, { stringValue: 'POINT(1 2)' }],
    ]);
  });
});

describe('contract 4.1: what a column keeps of a time is rounded, not cut', () => {
  test.for([
    ["CAST('2025-01-02 03:04:05.678' AS DATETIME)", '2025-01-02 03:04:06'],
    ["CAST('2025-01-02 03:04:05.6789' AS DATETIME(3))", '2025-01-02 03:04:05.679'],
    ["CAST('23:59:59.5' AS TIME)", '24:00:00'],
  ] as const)('%s', async ([expression, stringValue]) => {
    await expect(emulator.select(`SELECT ${expression}`)).resolves.toEqual([[{ stringValue }]]);
  });
});

describe('observed 4: SHOW WARNINGS and GET DIAGNOSTICS inside a transaction', () => {
  test('SHOW WARNINGS tells of the statement before, not of how it is run itself', async () => {
    await emulator.execute('CREATE TABLE short_text (v VARCHAR(3))');
    const transactionId = await emulator.begin();
    await emulator.execute("INSERT IGNORE INTO short_text VALUES ('abcdef')", { transactionId });
    const { records } = await emulator.execute('SHOW WARNINGS', { transactionId });
    await emulator.rollback(transactionId);
    expect(records?.map((row) => row[1])).toEqual([{ longValue: 1265 }]);
  });

  test('GET DIAGNOSTICS does so, too', async () => {
    await emulator.execute('CREATE TABLE only_one (id INT PRIMARY KEY)');
    const transactionId = await emulator.begin();
    const execute = (sql: string) => emulator.execute(sql, { transactionId });
    await execute('INSERT INTO only_one VALUES (1)');
    await execute('INSERT IGNORE INTO only_one VALUES (1)');
    await execute('GET DIAGNOSTICS CONDITION 1 @number = MYSQL_ERRNO');
    const { records } = await execute('SELECT @number');
    await emulator.rollback(transactionId);
    expect(records).toEqual([[{ longValue: 1062 }]]);
  });
});

describe('contract 5.11: EXECUTE as SQL, whose values come as texts', () => {
  test.for([
    ['BIGINT ZEROFILL', '9007199254740993', '{"longValue":9007199254740993}', {}],
    ['BIGINT ZEROFILL', '9007199254740993', '{"stringValue":"9007199254740993"}', { longReturnType: 'STRING' }],
    ['BIGINT UNSIGNED', '18446744073709551615', '{"longValue":18446744073709551615}', {}],
    ['BIGINT', '-9223372036854775808', '{"longValue":-9223372036854775808}', {}],
    ['INT ZEROFILL', '42', '{"longValue":42}', {}],
    ['DOUBLE', '-1.5e0', '{"doubleValue":-1.5}', {}],
  ] as const)('%s %s -> %s', async ([declared, literal, field, resultSetOptions]) => {
    await emulator.execute('DROP TABLE IF EXISTS as_text');
    await emulator.execute(`CREATE TABLE as_text (v ${declared})`);
    await emulator.execute(`INSERT INTO as_text VALUES (${literal})`);
    const transactionId = await emulator.begin();
    await emulator.execute("PREPARE s FROM 'SELECT v FROM as_text'", { transactionId });
    const body = await executeRaw(emulator, { sql: 'EXECUTE s', transactionId, resultSetOptions });
    await emulator.rollback(transactionId);
    expect(body).toBe(`{"records":[[${field}]],"numberOfRecordsUpdated":0}`);
  });
});

describe('contract 1.3: the sign of a zero', () => {
  test.for(['-0.0', '0.0'])('a doubleValue of %s', async (double) => {
    const parameters = `[{"name":"p","value":{"doubleValue":${double}}}]`;
    const body = await executeRaw(emulator, `{"sql":"SELECT :p","parameters":${parameters}}`);
    // MariaDB itself has only one zero.
    const field = `{"doubleValue":${product() === 'MySQL' ? double : '0.0'}}`;
    expect(body).toBe(`{"records":[[${field}]],"numberOfRecordsUpdated":0}`);
  });
});

describe('contract 3.2: the same statement after its table was made anew', () => {
  test('takes the types of the new one', async () => {
    const store = async (declared: string, stringValue: string): Promise<unknown> => {
      await emulator.execute('DROP TABLE IF EXISTS renewed');
      await emulator.execute(`CREATE TABLE renewed (v ${declared})`);
      await emulator.execute('INSERT INTO renewed VALUES (:v)', {
        parameters: [{ name: 'v', value: { stringValue } }],
      });
      return emulator.select('SELECT v FROM renewed WHERE v = :v', { name: 'v', value: { stringValue } });
    };
    for (let again = 0; again < 3; again += 1) {
      expect(await store('INT', '42')).toEqual([[{ longValue: 42 }]]);
      expect(await store('VARCHAR(9)', '日本')).toEqual([[{ stringValue: '日本' }]]);
    }
  });
});
