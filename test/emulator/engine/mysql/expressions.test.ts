import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { executeRaw } from '../../../support/raw-call.ts';
import { EXPRESSION_SCHEMA, GOLDEN_EXPRESSIONS } from './golden-expressions.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  for (const sql of EXPRESSION_SCHEMA) await emulator.direct.query(sql);
});
afterAll(() => emulator[Symbol.asyncDispose]());

describe('contract 4.1, 4.5: expressions as MySQL describes them, on any server', () => {
  test.for(GOLDEN_EXPRESSIONS)('%s', async ([sql, field, typeName, type, precision, scale, nullable]) => {
    const body = await executeRaw(emulator, { sql, includeResultMetadata: true });
    expect(body).toContain(`"records":[[${field}`);
    const { columnMetadata } = JSON.parse(body) as { columnMetadata: object[] };
    expect(columnMetadata[0]).toMatchObject({ typeName, type, precision, scale, nullable });
  });
});

/** YEAR() of a date is a text, an integer beside it is none. */
const YEARS: readonly (readonly [sql: string, ...values: (string | number)[]])[] = [
  ['SELECT EXTRACT(YEAR FROM born) AS y FROM one WHERE YEAR(born) = 2024', 2024],
  ['SELECT IF(i = 5, 1500, NULL) AS amount, YEAR(born) AS y FROM one', 1500, '2024'],
  ['SELECT YEAR(born) `amount`, IF(i = 5, 1500, NULL) y FROM one', '2024', 1500],
  ["SELECT year (CONCAT(SUBSTRING(born, 1, 4), '-01-01')) 'the year' FROM one", '2024'],
];

describe('contract 4.1: YEAR() beside integers of four digits (choice: year-function)', () => {
  test.for(YEARS)('%s', async ([sql, ...values]) => {
    const fields = values.map((value) => (typeof value === 'string' ? { stringValue: value } : { longValue: value }));
    expect(await emulator.select(sql)).toEqual([fields]);
  });
});

const TIME_OF_DAY = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
const TODAY = String.raw`20\d\d-[01]\d-[0-3]\d`;

/** Values that differ from run to run. */
const VARYING: readonly (readonly [sql: string, value: RegExp, typeName: string])[] = [
  ['SELECT NOW()', new RegExp(`^${TODAY} ${TIME_OF_DAY}$`), 'DATETIME'],
  ['SELECT NOW(3)', new RegExp(String.raw`^${TODAY} ${TIME_OF_DAY}(\.\d{3})?$`), 'DATETIME'],
  ['SELECT NOW(6)', new RegExp(String.raw`^${TODAY} ${TIME_OF_DAY}(\.\d{3}|\.\d{6})?$`), 'DATETIME'],
  ['SELECT CURDATE()', new RegExp(`^${TODAY}$`), 'DATE'],
  ['SELECT CURTIME()', new RegExp(`^${TIME_OF_DAY}$`), 'TIME'],
  ['SELECT UUID()', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'VARCHAR'],
  // Drivers tell the engines apart by it: contract 4.1, VERSION()
  ['SELECT VERSION()', /^\d+\.\d+\.\d+(?!.*PostgreSQL)/, 'VARCHAR'],
  ['SELECT DATABASE()', /^test_[0-9a-f]{8}$/, 'VARCHAR'],
  ['SELECT USER()', /@/, 'VARCHAR'],
  ["SHOW TABLES LIKE 'one'", /^one$/, 'VARCHAR'],
  ['SHOW DATABASES', /./, 'VARCHAR'],
  ["SHOW VARIABLES LIKE 'autocommit'", /^autocommit$/, 'VARCHAR'],
  ['SHOW COLUMNS FROM one', /^i$/, 'VARCHAR'],
  ['SHOW CREATE TABLE one', /^one$/, 'VARCHAR'],
  ["SELECT table_name FROM information_schema.tables WHERE table_name = 'one'", /^one$/, 'VARCHAR'],
];

describe('contract 4.1: expressions and statements whose values vary', () => {
  test.for(VARYING)('%s', async ([sql, value, typeName]) => {
    const { records, columnMetadata } = await emulator.execute(sql, { includeResultMetadata: true });
    expect(records?.[0]?.[0]).toEqual({ stringValue: expect.stringMatching(value) as string });
    expect(columnMetadata?.[0]).toMatchObject({ typeName });
  });

  test('CONNECTION_ID() is a long', async () => {
    const [[id] = []] = await emulator.select('SELECT CONNECTION_ID()');
    expect(id).toEqual({ longValue: expect.any(Number) as number });
  });

  test('DESCRIBE: contract 2.1, like SELECT', async () => {
    const { records, numberOfRecordsUpdated, generatedFields } = await emulator.execute('DESCRIBE one');
    expect(records?.map(([field]) => field)).toContainEqual({ stringValue: 'price' });
    expect({ numberOfRecordsUpdated, generatedFields }).toEqual({ numberOfRecordsUpdated: 0 });
  });

  test('EXPLAIN yields rows', async () => {
    const { records } = await emulator.execute('EXPLAIN SELECT * FROM one WHERE i = 5');
    expect(records?.length).toBeGreaterThan(0);
  });

  test('user variables hold within a transaction (contract 5.11)', async () => {
    const transactionId = await emulator.begin();
    await emulator.execute("SET @text = 'abc', @whole = 7, @exact = 1.50", { transactionId });
    const { records } = await emulator.execute('SELECT @text, @whole, @exact IS NULL', { transactionId });
    expect(records).toEqual([[{ stringValue: 'abc' }, { longValue: 7 }, { longValue: 0 }]]);
    await emulator.rollback(transactionId);
  });
});
