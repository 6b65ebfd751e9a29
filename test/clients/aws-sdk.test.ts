// The AWS SDK for JavaScript v3: all five operations, and its exception classes.
import {
  BadRequestException,
  DatabaseErrorException,
  ExecuteStatementCommand,
  RDSDataClient,
  RDSDataServiceException,
  SecretsErrorException,
  StatementTimeoutException,
  TransactionNotFoundException,
  UnsupportedResultException,
  type Field,
} from '@aws-sdk/client-rds-data';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MAX_CALL_MS } from '../../emulator/model/limits.ts';
import { running } from '../reliability/support/processes.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { until } from '../support/until.ts';
import { createItems, ITEM, storedNames } from './support/items.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
beforeEach(() => createItems(emulator));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => emulator[Symbol.asyncDispose]());

const insert = (name: string, transactionId?: string) =>
  emulator.execute('INSERT INTO items (name) VALUES (:name)', {
    parameters: [{ name: 'name', value: { stringValue: name } }],
    ...(transactionId === undefined ? {} : { transactionId }),
  });

test('INSERT, SELECT, UPDATE and DELETE (contract 2.1)', async () => {
  await expect(insert('a')).resolves.toMatchObject({ generatedFields: [{ longValue: 1 }], numberOfRecordsUpdated: 1 });
  await expect(emulator.select('SELECT id, name FROM items')).resolves.toEqual([
    [{ longValue: 1 }, { stringValue: 'a' }],
  ]);
  await expect(emulator.execute("UPDATE items SET name = 'b'")).resolves.toMatchObject({ numberOfRecordsUpdated: 1 });
  await expect(emulator.execute('DELETE FROM items')).resolves.toMatchObject({
    generatedFields: [],
    numberOfRecordsUpdated: 1,
  });
});

const VALUES: [column: string, sent: Field, received: Field][] = [
  ['name', { stringValue: ITEM.name }, { stringValue: ITEM.name }],
  ['active', { booleanValue: true }, { booleanValue: true }],
  ['active', { isNull: true }, { isNull: true }],
  ['price', { stringValue: '12.5' }, { stringValue: '12.50' }],
  ['weight', { doubleValue: ITEM.weight }, { doubleValue: ITEM.weight }],
  ['seen_at', { stringValue: ITEM.seenAt }, { stringValue: ITEM.seenAt }],
  ['picture', { blobValue: ITEM.picture }, { blobValue: new Uint8Array(ITEM.picture) }],
  ['document', { stringValue: '{"a":[1,null]}' }, { stringValue: '{"a": [1, null]}' }],
  ['serial', { longValue: ITEM.safeSerial }, { longValue: ITEM.safeSerial }],
];

test.each(VALUES)(
  'a value of the column %s goes in as %o and comes out (contract 4.1)',
  async (column, value, received) => {
    await insert('a');
    await emulator.execute(`UPDATE items SET ${column} = :value`, { parameters: [{ name: 'value', value }] });
    await expect(emulator.select(`SELECT ${column} FROM items`)).resolves.toEqual([[received]]);
  },
);

test('a 64-bit id goes in as a bigint, and comes out exact as text (contract 1.3 and 4.2)', async () => {
  // The SDK's type says number; it sends a bigint as the digits that it has.
  const value = { longValue: ITEM.serial as unknown as number };
  await emulator.execute('INSERT INTO items (id, name) VALUES (:id, 1)', { parameters: [{ name: 'id', value }] });
  const { records } = await emulator.execute('SELECT id FROM items', {
    resultSetOptions: { longReturnType: 'STRING' },
  });
  expect(records).toEqual([[{ stringValue: '9007199254740993' }]]);
});

test('a batch answers the id of each set (contract 2.2)', async () => {
  const sets = ['a', 'b'].map((name) => [{ name: 'name', value: { stringValue: name } }]);
  const { updateResults } = await emulator.batch('INSERT INTO items (name) VALUES (:name)', sets);
  expect(updateResults).toEqual([{ generatedFields: [{ longValue: 1 }] }, { generatedFields: [{ longValue: 2 }] }]);
});

test.each([
  ['commit', 'Transaction Committed', ['a']],
  ['rollback', 'Rollback Complete', []],
] as const)('a transaction ends with %s (contract 2.3)', async (end, status, names) => {
  const transactionId = await emulator.begin();
  await insert('a', transactionId);
  expect(await storedNames(emulator)).toEqual([]);
  await expect(emulator[end](transactionId)).resolves.toBe(status);
  expect(await storedNames(emulator)).toEqual(names);
});

const failing = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

const EXCEPTIONS: [new (...options: never[]) => RDSDataServiceException, number, () => Promise<unknown>, RegExp][] = [
  [
    DatabaseErrorException,
    400,
    () => emulator.execute('SELECT * FROM nowhere'),
    /doesn't exist; Error code: 1146; SQLState: 42S02$/,
  ],
  [DatabaseErrorException, 400, () => emulator.execute('SELEKT'), /; Error code: 1064; SQLState: 42000$/],
  [BadRequestException, 400, () => emulator.execute('SELECT :id'), /^Cannot find parameter: id$/],
  [TransactionNotFoundException, 404, () => emulator.commit('gone'), /^Transaction gone is not found/],
  [
    UnsupportedResultException,
    400,
    () => emulator.execute("SELECT REPEAT('x', 1048576)"),
    /^The result exceeds the size limit 1 MB\.$/,
  ],
  [SecretsErrorException, 400, () => emulator.execute('SELECT 1', { secretArn: 'not-a-secret' }), /secret/],
];

test.each(EXCEPTIONS)(
  '%o with status %i is an instance of its class (contract 1.4)',
  async (Exception, status, call, message) => {
    const error = await failing(call());
    expect(error).toBeInstanceOf(Exception);
    expect(error).toBeInstanceOf(RDSDataServiceException);
    expect(error).toMatchObject({
      name: Exception.name,
      message: expect.stringMatching(message),
      $fault: 'client',
      $metadata: { httpStatusCode: status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), attempts: 1 },
    });
  },
);

test('a timeout carries the connection id as a number (contract 1.4 and 6)', async () => {
  const call = failing(emulator.execute('SELECT SLEEP(30)'));
  await until(async () => (await running(emulator, 'SELECT SLEEP(30)')) === 1);
  emulator.clock.advance(MAX_CALL_MS);
  const error = await call;
  expect(error).toBeInstanceOf(StatementTimeoutException);
  expect(error).toMatchObject({ dbConnectionId: expect.any(Number) });
});

test('an exception outside the model keeps its name (contract 1.4)', async () => {
  const error = await failing(emulator.execute('SELECT 1; SELECT 2'));
  expect(error).toBeInstanceOf(RDSDataServiceException);
  expect(error).toMatchObject({ name: 'ValidationException', message: "Multistatements aren't supported" });
});

test('the endpoint comes from AWS_ENDPOINT_URL_RDS_DATA, the rest from the environment', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_RDS_DATA', emulator.emulator.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  // As in a Lambda: temporary credentials, and a token that is signed.
  vi.stubEnv('AWS_SESSION_TOKEN', 'any');
  const client = new RDSDataClient();
  const { records } = await client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }));
  client.destroy();
  expect(records).toEqual([[{ longValue: 1 }]]);
});
