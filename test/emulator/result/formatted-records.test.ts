import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { executeRaw } from '../../support/raw-call.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.direct.query(
    `CREATE TABLE sample (id INT PRIMARY KEY AUTO_INCREMENT, tiny TINYINT, large BIGINT, huge BIGINT UNSIGNED, ratio FLOAT,
       wide DOUBLE, price DECIMAL(10,2), whole DECIMAL(20,0), flag BOOLEAN, bits BIT(4), bytes BLOB, name VARCHAR(50),
       mood ENUM('good'), born DATE, woke TIME, met DATETIME(3), spent YEAR, doc JSON, padded DECIMAL(8,0) ZEROFILL, vast DECIMAL(20,0))`,
  );
  await emulator.direct.query(
    `INSERT INTO sample VALUES (1, -5, 9007199254740993, 18446744073709551615, 0.1, 10, 1.50, 7, 1, 0, x'00ff', 'Zoë "q" 😀',
       'good', '2024-12-25', '-30:00:00', '2024-12-25 14:30:45.5', 2024, '{"b": 1, "a": "x"}', 42, 9223372036854775808)`,
  );
  await emulator.direct.query('INSERT INTO sample (id) VALUES (2)');
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** The text of the answer's `formattedRecords`. */
async function formatted(sql: string, options: object = {}): Promise<string | undefined> {
  const body = await executeRaw(emulator, { sql, formatRecordsAs: 'JSON', ...options });
  return (JSON.parse(body) as { formattedRecords?: string }).formattedRecords;
}

/** A column and its JSON (contract 4.4, the table of types). */
const TYPES: readonly (readonly [column: string, json: string, options?: object])[] = [
  ['id', '1'],
  ['tiny', '-5'],
  ['large', '9007199254740993'],
  ['large', '"9007199254740993"', { longReturnType: 'STRING' }],
  ['huge', '18446744073709551615'],
  ['ratio', '0.1'],
  ['wide', '10.0'],
  ['price', '"1.50"'],
  ['price', '1.5', { decimalReturnType: 'DOUBLE_OR_LONG' }],
  ['whole', '"7"'],
  ['whole', '7', { decimalReturnType: 'DOUBLE_OR_LONG' }],
  ['padded', '42', { decimalReturnType: 'DOUBLE_OR_LONG' }],
  ['vast', '9223372036854776000.0', { decimalReturnType: 'DOUBLE_OR_LONG' }],
  ['flag', 'true'],
  ['bits', 'false'],
  ['bytes', '"AP8="'],
  ['name', '"Zoë \\"q\\" 😀"'],
  ['mood', '"good"'],
  ['born', '"2024-12-25"'],
  ['woke', '"-30:00:00"'],
  ['met', '"2024-12-25 14:30:45.500"'],
  ['spent', '"2024"'],
  // a JSON column is an escaped string
  ['doc', '"{\\"a\\": \\"x\\", \\"b\\": 1}"'],
];

describe('contract 4.4: formatRecordsAs JSON', () => {
  test.for(TYPES)('%s -> %s %o', async ([column, json, resultSetOptions]) => {
    const options = resultSetOptions === undefined ? {} : { resultSetOptions };
    expect(await formatted(`SELECT ${column} FROM sample WHERE id = 1`, options)).toBe(`[{"${column}":${json}}]`);
    if (column === 'id') return;
    expect(await formatted(`SELECT ${column} FROM sample WHERE id = 2`, options)).toBe(`[{"${column}":null}]`);
  });

  test('labels are the aliases, or the text of an expression; rows in their order', async () => {
    expect(await formatted('SELECT id AS number, 4+7, count(*) OVER () AS n FROM sample ORDER BY id DESC')).toBe(
      '[{"number":2,"4+7":11,"n":2},{"number":1,"4+7":11,"n":2}]',
    );
  });

  test('no rows', async () => {
    expect(await formatted('SELECT id FROM sample WHERE id = 0')).toBe('[]');
  });

  test('a label with quotes', async () => {
    expect(await formatted('SELECT 1 AS `say "hi"`')).toBe('[{"say \\"hi\\"":1}]');
  });

  test('records and columnMetadata are absent, also when asked for', async () => {
    const body = await executeRaw(emulator, {
      sql: 'SELECT 1 AS one',
      formatRecordsAs: 'JSON',
      includeResultMetadata: true,
    });
    expect(body).toBe('{"formattedRecords":"[{\\"one\\":1}]","numberOfRecordsUpdated":0}');
  });

  test('NONE is the default', async () => {
    const body = await executeRaw(emulator, { sql: 'SELECT 1 AS one', formatRecordsAs: 'NONE' });
    expect(body).toBe('{"records":[[{"longValue":1}]],"numberOfRecordsUpdated":0}');
  });

  test('two columns of one label (contract 9: own wording)', async () => {
    expect(await failureOf(emulator.execute('SELECT 1 AS a, 2 AS a', { formatRecordsAs: 'JSON' }))).toEqual({
      name: 'UnsupportedResultException',
      message: 'The result contains the duplicate column name "a": give each column an alias of its own.',
    });
  });

  test.for([
    ['INSERT INTO sample (id) VALUES (NULL)', '{"generatedFields":[{"longValue":3}],"numberOfRecordsUpdated":1}'],
    ['DELETE FROM sample WHERE id = 3', '{"generatedFields":[],"numberOfRecordsUpdated":1}'],
    ["SHOW TABLES LIKE 'sample'", '{"records":[[{"stringValue":"sample"}]],"numberOfRecordsUpdated":0}'],
  ])('ignored for %s', async ([sql, body]) => {
    expect(await executeRaw(emulator, { sql, formatRecordsAs: 'JSON' })).toBe(body);
  });

  test.for([
    '(SELECT 1 AS a)',
    'WITH one AS (SELECT 1 AS a) SELECT * FROM one',
    '/* c */ select 1 as a',
    '(SELECT 1 AS a) UNION (SELECT 1)',
  ])('%s is a SELECT', async (sql) => {
    expect(await formatted(sql)).toBe('[{"a":1}]');
  });
});
