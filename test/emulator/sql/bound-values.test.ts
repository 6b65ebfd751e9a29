import type { Field, SqlParameter } from '@aws-sdk/client-rds-data';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { executeRaw } from '../../support/raw-call.ts';

const COLUMNS = {
  tiny: 'TINYINT',
  flag: 'BOOLEAN',
  bits: 'BIT(8)',
  whole: 'INT',
  large: 'BIGINT',
  huge: 'BIGINT UNSIGNED',
  price: 'DECIMAL(10,4)',
  ratio: 'FLOAT',
  wide: 'DOUBLE',
  born: 'DATE',
  woke: 'TIME(6)',
  met: 'DATETIME(6)',
  stamp: 'TIMESTAMP(6) NULL',
  spent: 'YEAR',
  fixed: 'CHAR(20)',
  name: 'VARCHAR(200)',
  story: 'LONGTEXT',
  mood: "ENUM('good','bad')",
  colors: "SET('red','green')",
  doc: 'JSON',
  id16: 'BINARY(16)',
  bytes: 'LONGBLOB',
} as const;
type ColumnName = keyof typeof COLUMNS;

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await emulator.direct.query(`CREATE TABLE item (id INT PRIMARY KEY AUTO_INCREMENT, ${columns.join(', ')})`);
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** Stores a value in a column. @returns the Field that comes back. */
async function store(column: ColumnName, parameter: Omit<SqlParameter, 'name'>): Promise<unknown> {
  await emulator.execute('DELETE FROM item');
  await emulator.execute(`INSERT INTO item (${column}) VALUES (:value)`, {
    parameters: [{ name: 'value', ...parameter }],
  });
  return (await emulator.select(`SELECT ${column} FROM item`))[0]?.[0];
}

const text = (stringValue: string): Field => ({ stringValue });
const long = (longValue: number): Field => ({ longValue });
const double = (doubleValue: number): Field => ({ doubleValue });
const bool = (booleanValue: boolean): Field => ({ booleanValue });
const blob = (hex: string): Field => ({ blobValue: new Uint8Array(Buffer.from(hex, 'hex')) });

/** A value, the column that it goes into, and what comes out of it (contract 3.2, observed 5). */
const STORED: readonly (readonly [value: Field, column: ColumnName, stored: Field])[] = [
  // longValue
  [long(42), 'tiny', long(42)],
  [long(-5), 'whole', long(-5)],
  [long(2024), 'spent', text('2024')],
  [long(255), 'bits', bool(true)],
  [long(0), 'bits', bool(false)],
  [long(1), 'flag', bool(true)],
  [long(7), 'price', text('7.0000')],
  [long(7), 'wide', double(7)],
  [long(7), 'name', text('7')],
  [long(20_240_102), 'born', text('2024-01-02')],
  [long(2), 'mood', text('bad')],
  // doubleValue
  [double(123_456.789), 'price', text('123456.7890')],
  [double(0.1), 'wide', double(0.1)],
  [double(0.1), 'ratio', double(0.1)],
  [double(3), 'whole', long(3)],
  [double(1.5), 'name', text('1.5')],
  // booleanValue
  [bool(true), 'flag', bool(true)],
  [bool(false), 'flag', bool(false)],
  [bool(true), 'tiny', long(1)],
  [bool(true), 'bits', bool(true)],
  [bool(true), 'name', text('1')],
  // stringValue: converted by the server, without a hint
  [text('42'), 'whole', long(42)],
  [text('9007199254740991'), 'large', long(9_007_199_254_740_991)],
  [text('123456.789'), 'price', text('123456.7890')],
  [text('2.5'), 'wide', double(2.5)],
  [text('2024-12-25'), 'born', text('2024-12-25')],
  [text('14:30:45'), 'woke', text('14:30:45')],
  [text('14:30:45.123456'), 'woke', text('14:30:45.123456')],
  [text('2024-12-25 14:30:45'), 'met', text('2024-12-25 14:30:45')],
  [text('2024-12-25 14:30:45.5'), 'stamp', text('2024-12-25 14:30:45.500')],
  [text('{"b":1,"a":[1, 2]}'), 'doc', text('{"a": [1, 2], "b": 1}')],
  [text('good'), 'mood', text('good')],
  [text('green,red'), 'colors', text('red,green')],
  [text('2024'), 'spent', text('2024')],
  [text('hello'), 'fixed', text('hello')],
  [text('Zoë 😀'), 'name', text('Zoë 😀')],
  [text(''), 'name', text('')],
  [text('abc'), 'bytes', blob('616263')],
  // blobValue
  [blob('00ff80'), 'bytes', blob('00ff80')],
  [blob(''), 'bytes', blob('')],
  [blob('ff'), 'bits', bool(true)],
  [blob('616263'), 'name', text('abc')],
  [blob('00112233445566778899aabbccddeeff'), 'id16', blob('00112233445566778899aabbccddeeff')],
];

describe('contract 3.2, observed 5: what a value becomes in a column', () => {
  test.for(STORED)('%j into %s', async ([value, column, stored]) => {
    expect(await store(column, { value })).toEqual(stored);
  });

  test.for(Object.keys(COLUMNS) as ColumnName[])('isNull into %s', async (column) => {
    expect(await store(column, { value: { isNull: true } })).toEqual({ isNull: true });
  });

  test('a blob of 500 KB', async () => {
    const bytes = new Uint8Array(randomBytes(500 * 1024));
    expect(await store('bytes', { value: { blobValue: bytes } })).toEqual({ blobValue: bytes });
  });

  test('a text of 100,000 characters', async () => {
    const story = 'ä😀'.repeat(50_000);
    expect(await store('story', { value: text(story) })).toEqual(text(story));
  });
});

describe('contract 3.2: SELECT :p gives the member back that was sent', () => {
  test.for([
    long(42),
    long(0),
    double(42),
    double(0.1),
    double(5e-324),
    text('{"hello": "world"}'),
    text('12:34:56.999999999'),
    text(''),
    { isNull: true },
  ] as Field[])('%j', async (value) => {
    expect(await emulator.select('SELECT :p', { name: 'p', value })).toEqual([[value]]);
  });

  test('booleanValue is a number to MySQL', async () => {
    expect(await emulator.select('SELECT :p', { name: 'p', value: bool(true) })).toEqual([[long(1)]]);
  });

  test.for(['NaN', 'Infinity', '-Infinity'])('doubleValue %s is text in JSON (contract 1.3)', async (name) => {
    const parameters = [{ name: 'p', value: { doubleValue: name } }];
    expect(await executeRaw(emulator, { sql: 'SELECT :p', parameters })).toBe(
      `{"records":[[{"doubleValue":"${name}"}]],"numberOfRecordsUpdated":0}`,
    );
  });
});

describe('contract 1.3, 3.1: 64-bit integers are exact both ways', () => {
  test.for(['9007199254740993', '-9007199254740993', '9223372036854775807', '-9223372036854775808'])(
    '%s',
    async (digits) => {
      const parameters = `"parameters":[{"name":"n","value":{"longValue":${digits}}}]`;
      await emulator.execute('DELETE FROM item');
      await executeRaw(emulator, `{"sql":"INSERT INTO item (large) VALUES (:n)",${parameters}}`);
      expect(await executeRaw(emulator, `{"sql":"SELECT large, :n FROM item WHERE large = :n",${parameters}}`)).toBe(
        `{"records":[[{"longValue":${digits}},{"longValue":${digits}}]],"numberOfRecordsUpdated":0}`,
      );
    },
  );

  test.for(['9223372036854775808', '-9223372036854775809', '1.5'])('%s is no long', async (number) => {
    const body = await executeRaw(
      emulator,
      `{"sql":"SELECT :n","parameters":[{"name":"n","value":{"longValue":${number}}}]}`,
    );
    expect(body).toMatch(/^\{"message":"Expected a 64-bit integer/);
  });
});

type Hint = NonNullable<SqlParameter['typeHint']>;

/** A hint, a text of its form, the column and what is stored (contract 3.2). */
const HINTED: readonly (readonly [Hint, value: string, ColumnName, stored: Field])[] = [
  ['DATE', '2024-02-29', 'born', text('2024-02-29')],
  ['DATE', '2024-12-25', 'name', text('2024-12-25')],
  ['TIME', '14:30:45', 'woke', text('14:30:45')],
  ['TIME', '14:30:45.123', 'woke', text('14:30:45.123')],
  ['TIME', '14:30:45.123456', 'woke', text('14:30:45.123456')],
  ['TIMESTAMP', '2024-12-25 14:30:45', 'met', text('2024-12-25 14:30:45')],
  ['TIMESTAMP', '2024-12-25 14:30:45.123', 'met', text('2024-12-25 14:30:45.123')],
  ['TIMESTAMP', '2024-12-25 14:30:45.123456', 'stamp', text('2024-12-25 14:30:45.123456')],
  ['DECIMAL', '123456.789', 'price', text('123456.7890')],
  ['DECIMAL', '-0.5', 'price', text('-0.5000')],
  ['DECIMAL', '1e2', 'price', text('100.0000')],
  ['JSON', '{"b":1,"a":2}', 'doc', text('{"a": 2, "b": 1}')],
  ['JSON', 'null', 'doc', text('null')],
  ['JSON', '[1]', 'name', text('[1]')],
  ['UUID', 'e365db17-8a57-4b1e-9f0e-0123456789ab', 'id16', blob('e365db178a574b1e9f0e0123456789ab')],
  ['UUID', 'E365DB178A574B1E9F0E0123456789AB', 'id16', blob('e365db178a574b1e9f0e0123456789ab')],
];

/** Texts of another form. */
const MISFORMED: readonly (readonly [Hint, value: string])[] = [
  ['DATE', '2023-02-29'],
  ['DATE', '2024-1-2'],
  ['DATE', '25.12.2024'],
  ['DATE', '2024-12-25 00:00:00'],
  ['DATE', ''],
  ['TIME', '14:30'],
  ['TIME', '24:00:00'],
  ['TIME', '14:30:45Z'],
  ['TIMESTAMP', '2024-12-25T14:30:45'],
  ['TIMESTAMP', '2024-12-25T14:30:45Z'],
  ['TIMESTAMP', '2024-12-25 14:30:45+01:00'],
  ['TIMESTAMP', '2024-12-25'],
  ['TIMESTAMP', '2024-02-30 00:00:00'],
  ['DECIMAL', '12,5'],
  ['DECIMAL', 'abc'],
  ['DECIMAL', ''],
  ['JSON', '{bad'],
  ['JSON', ''],
  ['UUID', 'e365db17-8a57-4b1e-9f0e'],
  ['UUID', 'not-a-uuid'],
];

describe('contract 3.2: type hints', () => {
  test.for(HINTED)('%s %j into %s', async ([typeHint, value, column, stored]) => {
    expect(await store(column, { value: text(value), typeHint })).toEqual(stored);
  });

  test.for(MISFORMED)('%s refuses %j (contract 9: 400, own text)', async ([typeHint, value]) => {
    const { name, message } = await failureOf(store('name', { value: text(value), typeHint }));
    expect(name).toBe('ValidationException');
    expect(message).toContain(`Parameter "value" has typeHint ${typeHint}, but its value is not`);
  });

  test.for(['DATE', 'DECIMAL', 'JSON', 'TIME', 'TIMESTAMP', 'UUID'] as const)('%s with NULL', async (typeHint) => {
    expect(await store('name', { value: { isNull: true }, typeHint })).toEqual({ isNull: true });
  });

  test.for([long(1), double(1), bool(true), blob('00')])(
    'a hint with %j (contract 9: 400, own text)',
    async (value) => {
      expect(await failureOf(store('name', { value, typeHint: 'DECIMAL' }))).toEqual({
        name: 'ValidationException',
        message: 'Parameter "value" has typeHint DECIMAL, which needs a stringValue',
      });
    },
  );
});

describe('contract 3.2, 7.2: values that are refused', () => {
  const ARRAYS = [
    { longValues: [1, 2] },
    { stringValues: [] },
    { booleanValues: [true] },
    { doubleValues: [1.5] },
    { arrayValues: [{ longValues: [1] }] },
  ];

  test.for(ARRAYS)('the array %j', async (arrayValue) => {
    const call = emulator.execute('SELECT :list', { parameters: [{ name: 'list', value: { arrayValue } }] });
    expect(await failureOf(call)).toEqual({
      name: 'ValidationException',
      message: 'Array parameters are not supported',
    });
  });

  test('a parameter without a value', async () => {
    expect((await failureOf(emulator.execute('SELECT :a', { parameters: [{ name: 'a' }] }))).name).toBe(
      'ValidationException',
    );
  });
});

describe('one statement with values of changing types: each execution takes them as they are', () => {
  const ROUNDS: readonly Field[] = [
    long(5),
    text('abc'),
    double(1.5),
    { isNull: true },
    text('5'),
    long(6),
    bool(true),
    text('2024-01-02'),
    double(7),
  ];

  test('in one transaction, so on one connection', async () => {
    const transactionId = await emulator.begin();
    for (const value of [...ROUNDS, ...ROUNDS]) {
      const { records } = await emulator.execute('SELECT :p', { transactionId, parameters: [{ name: 'p', value }] });
      expect(records).toEqual([['booleanValue' in value ? long(1) : value]]);
    }
    await emulator.rollback(transactionId);
  });

  test('in a batch, where each set has a type of its own', async () => {
    await emulator.execute('DELETE FROM item');
    await emulator.batch(
      'INSERT INTO item (name) VALUES (:v)',
      ROUNDS.map((value) => [{ name: 'v', value }]),
    );
    const names = (await emulator.select('SELECT name FROM item ORDER BY id')).flat();
    expect(names).toEqual([
      ...[text('5'), text('abc'), text('1.5'), { isNull: true }, text('5'), text('6'), text('1')],
      ...[text('2024-01-02'), text('7')],
    ]);
  });
});

test.for([long(2), text('2')])('LIMIT with %j', async (value) => {
  const rows = await emulator.select(
    'SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 LIMIT :n OFFSET :m',
    { name: 'n', value },
    { name: 'm', value: long(1) },
  );
  expect(rows).toEqual([[long(2)], [long(3)]]);
});
