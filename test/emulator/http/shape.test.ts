// The server checks what SDKs do not (contract 1.3, 2 and 9).
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

const VALID = { ...ARNS, sql: 'SELECT 1' };
const parameter = (value: unknown): object => ({ ...VALID, parameters: [{ name: 'p', value }] });
const failed = (value: string, at: string, constraint: string): string =>
  `1 validation error detected: Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`;

async function answer(body: unknown, path = '/Execute'): Promise<[string | undefined, string]> {
  const response = await request(emulator.emulator.endpoint)
    .post(path)
    .set('content-type', 'application/json')
    .send(JSON.stringify(body));
  return [response.headers['x-amzn-errortype'], (response.body as { message: string }).message];
}

const VALIDATION: [what: string, body: unknown, message: string][] = [
  ['sql is required', ARNS, failed('null', 'sql', 'Member must not be null')],
  ['an explicit null is an absent member', { ...VALID, sql: null }, failed('null', 'sql', 'Member must not be null')],
  [
    'a short ARN',
    { ...VALID, resourceArn: 'arn' },
    failed("'arn'", 'resourceArn', 'Member must have length greater than or equal to 11'),
  ],
  [
    'a long database name',
    { ...VALID, database: 'd'.repeat(65) },
    failed(`'${'d'.repeat(65)}'`, 'database', 'Member must have length less than or equal to 64'),
  ],
  [
    'a long transaction id',
    { ...VALID, transactionId: 't'.repeat(193) },
    failed(`'${'t'.repeat(100)}...'`, 'transactionId', 'Member must have length less than or equal to 192'),
  ],
  [
    '65,537 characters of SQL',
    { ...VALID, sql: 's'.repeat(65_537) },
    failed(`'${'s'.repeat(100)}...'`, 'sql', 'Member must have length less than or equal to 65536'),
  ],
  [
    '65 emoji as a database name: an emoji is one character',
    { ...VALID, database: '🙂'.repeat(65) },
    failed(`'${'🙂'.repeat(65)}'`, 'database', 'Member must have length less than or equal to 64'),
  ],
  [
    'a long transaction id of emoji, none of which is cut in two',
    { ...VALID, transactionId: `t${'🙂'.repeat(192)}` },
    failed(`'t${'🙂'.repeat(99)}...'`, 'transactionId', 'Member must have length less than or equal to 192'),
  ],
  [
    'an unknown enum value',
    { ...VALID, formatRecordsAs: 'XML' },
    failed("'XML'", 'formatRecordsAs', 'Member must satisfy enum value set: [JSON, NONE]'),
  ],
  [
    'a nested enum value',
    { ...VALID, resultSetOptions: { longReturnType: 'INT' } },
    failed("'INT'", 'resultSetOptions.longReturnType', 'Member must satisfy enum value set: [LONG, STRING]'),
  ],
  [
    'a type hint',
    { ...VALID, parameters: [{ name: 'p', value: { isNull: true }, typeHint: 'XML' }] },
    failed(
      "'XML'",
      'parameters.1.member.typeHint',
      'Member must satisfy enum value set: [DATE, DECIMAL, JSON, TIME, TIMESTAMP, UUID]',
    ),
  ],
];

test.each(VALIDATION)(
  'contract 1.3, 9: %s is a ValidationException (choice: validation-texts)',
  async (_what, body, message) => {
    await expect(answer(body)).resolves.toEqual(['ValidationException', message]);
  },
);

test.each([
  ['two members', { longValue: 1, stringValue: 'one' }],
  ['no member', {}],
  ['an unknown member alone', { dateValue: '2025-01-01' }],
])('contract 3.1: a Field with %s is a ValidationException (choice: union-members)', async (_what, value) => {
  const [exception, message] = await answer(parameter(value));
  expect(exception).toBe('ValidationException');
  expect(message).toContain("at 'parameters.1.member.value'");
});

test.each<[string, unknown, string]>([
  ['a number for sql', { ...VALID, sql: 1 }, "Expected a string at 'sql', got the number 1"],
  [
    'a string for a boolean',
    { ...VALID, includeResultMetadata: 'true' },
    "Expected a boolean at 'includeResultMetadata', got the string 'true'",
  ],
  ['an object for a list', { ...VALID, parameters: {} }, "Expected a list at 'parameters', got an object"],
  [
    'a fraction for a long',
    parameter({ longValue: 1.5 }),
    "Expected a 64-bit integer at 'parameters.1.member.value.longValue', got the number 1.5",
  ],
  [
    'text for a double',
    parameter({ doubleValue: 'one' }),
    "Expected a number at 'parameters.1.member.value.doubleValue', got the string 'one'",
  ],
  [
    'no base64 for a blob',
    parameter({ blobValue: '*' }),
    "Expected base64 text at 'parameters.1.member.value.blobValue', got the string '*'",
  ],
  ['null in a list', { ...VALID, parameters: [null] }, "Expected an object at 'parameters.1.member', got null"],
])('contract 1.3, 9: %s is a SerializationException (choice: serialization-texts)', async (_what, body, message) => {
  await expect(answer(body)).resolves.toEqual(['SerializationException', message]);
});

test('contract 3.1: a long beyond 64 bits is a SerializationException (choice: serialization-texts)', async () => {
  const body = JSON.stringify(parameter({ longValue: 0 })).replace('"longValue":0', '"longValue":9223372036854775808');
  const response = await request(emulator.emulator.endpoint)
    .post('/Execute')
    .set('content-type', 'application/json')
    .send(body);
  expect(response.headers['x-amzn-errortype']).toBe('SerializationException');
});

test.each([
  ['blanks', 'SELECT 1'.padEnd(65_536)],
  ['emoji', `SELECT '${'🙂'.repeat(65_536 - 9)}'`],
])('contract 6: 65,536 characters of SQL pass, %s (choice: sql-length)', async (_what, sql) => {
  await expect(answer({ ...VALID, sql })).resolves.toEqual([undefined, undefined]);
});

test.each([
  [{ longValues: [1, null] }],
  [{ stringValues: [null] }],
  [{ arrayValues: [{ booleanValues: [null] }, null] }],
  [{}],
])('contract 3.1, 3.2: the array %j is refused like any other', async (arrayValue) => {
  const refusal = ['ValidationException', 'Array parameters are not supported'];
  await expect(answer(parameter({ arrayValue }))).resolves.toEqual(refusal);
  const batch = { ...VALID, parameterSets: [[{ name: 'p', value: { arrayValue } }]] };
  await expect(answer(batch, '/BatchExecute')).resolves.toEqual(refusal);
});

test('members that the model does not know are ignored, and told to the observer (choice: unknown-members)', async () => {
  await expect(
    answer({ ...VALID, databse: 'x', parameters: [{ name: 'p', value: { isNull: true }, hint: 'DATE' }] }),
  ).resolves.toEqual([undefined, undefined]);
  expect(emulator.calls.at(-1)?.unknownMembers).toEqual(['databse', 'parameters.1.member.hint']);
});

test.each([
  ['/Execute', VALID],
  ['/BatchExecute', VALID],
  ['/BeginTransaction', ARNS],
])('contract 7.2: the schema parameter is refused by %s', async (path, body) => {
  await expect(answer({ ...body, schema: 'public' }, path)).resolves.toEqual([
    'ValidationException',
    "The schema parameter isn't supported",
  ]);
});

test('contract 2.4: ExecuteSql is gone', async () => {
  const body = {
    dbClusterOrInstanceArn: ARNS.resourceArn,
    awsSecretStoreArn: ARNS.secretArn,
    sqlStatements: 'SELECT 1',
  };
  await expect(answer(body, '/ExecuteSql')).resolves.toEqual([
    'BadRequestException',
    'This API is deprecated and not available. Use ExecuteStatement API instead',
  ]);
});

test.each([
  ['an instance', { ...VALID, resourceArn: 'arn:aws:rds:us-east-1:123456789012:db:instance' }, 'BadRequestException'],
  ['no ARN', { ...VALID, resourceArn: 'my-own-cluster' }, 'BadRequestException'],
  ['no secret', { ...VALID, secretArn: 'my-own-secret' }, 'SecretsErrorException'],
])('contract 7.4, 9: the ARN of %s (choice: arns)', async (_what, body, exception) => {
  await expect(answer(body).then(([name]) => name)).resolves.toBe(exception);
});
