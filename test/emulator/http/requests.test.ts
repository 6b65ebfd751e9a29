// Requests as SDKs and command lines send them (contract 1.1).
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

const BODY = JSON.stringify({ ...ARNS, sql: 'SELECT 1' });
const SCOPE = 'Credential=AKIDEXAMPLE/20250101/us-east-1/rds-data/aws4_request';
const signature = (signedHeaders: string, blank = ' '): string =>
  `AWS4-HMAC-SHA256 ${SCOPE},${blank}SignedHeaders=${signedHeaders},${blank}Signature=${'0'.repeat(64)}`;

/** The headers beside host and content-length, by who sends them. */
const HEADERS: [sender: string, headers: Record<string, string>][] = [
  [
    'JS v3',
    {
      'content-type': 'application/json',
      'x-amz-user-agent': 'aws-sdk-js/3.1143.0',
      'user-agent': 'aws-sdk-js/3.1143.0 ua/2.1 os/linux lang/js md/nodejs api/rds-data',
      'amz-sdk-invocation-id': '6e8f0d5c-1d4b-4c3a-9b43-1c9f6a2f6a11',
      'amz-sdk-request': 'attempt=1; max=3',
      'x-amz-date': '20250101T000000Z',
      'x-amz-content-sha256': '0'.repeat(64),
      authorization: signature(
        'amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-user-agent',
      ),
    },
  ],
  [
    'JS v3 in a Lambda, with temporary credentials',
    {
      'content-type': 'application/json',
      'x-amz-date': '20250101T000000Z',
      'x-amz-security-token': 'IQoJb3JpZ2luX2Vj//////////token==',
      authorization: signature('content-type;host;x-amz-date;x-amz-security-token'),
    },
  ],
  [
    'botocore: no x-amz-content-sha256',
    {
      'content-type': 'application/json',
      'user-agent': 'Boto3/1.43 md/Botocore#1.43',
      'x-amz-date': '20250101T000000Z',
      authorization: signature('content-type;host;x-amz-date'),
    },
  ],
  ['a signature without blanks', { 'content-type': 'application/json', authorization: signature('host', '') }],
  ['curl, unsigned (choice: credentials)', { 'content-type': 'application/json', 'user-agent': 'curl/8.5.0' }],
];

test.each(HEADERS)('contract 1.1 request headers, %s', async (_sender, headers) => {
  const { status, body } = await request(emulator.emulator.endpoint).post('/Execute').set(headers).send(BODY);
  expect([status, body]).toEqual([200, { records: [[{ longValue: 1 }]], numberOfRecordsUpdated: 0 }]);
});

test('contract 1.1 absent members: an explicit null is one', async () => {
  const nulls = {
    database: null,
    schema: null,
    parameters: null,
    transactionId: null,
    includeResultMetadata: null,
    continueAfterTimeout: null,
    resultSetOptions: { decimalReturnType: null, longReturnType: null },
    formatRecordsAs: null,
  };
  const { status } = await request(emulator.emulator.endpoint)
    .post('/Execute')
    .send({ ...ARNS, sql: 'SELECT 1', ...nulls });
  expect(status).toBe(200);
});

test.each([
  ['/BatchExecute', { sql: 'DO 1', parameterSets: [[]], includeResultMetadata: true, formatRecordsAs: 'JSON' }],
  ['/BeginTransaction', { sql: 'SELECT 1' }],
])('contract 2.2: members of other operations are ignored by %s (choice: unknown-members)', async (path, members) => {
  const { status } = await request(emulator.emulator.endpoint)
    .post(path)
    .send({ ...ARNS, ...members });
  expect(status).toBe(200);
});

test.each([
  ['/CommitTransaction', 'Transaction Committed'],
  ['/RollbackTransaction', 'Rollback Complete'],
])(
  'contract 2.3: %s has no database; one that is sent is ignored (choice: unknown-members)',
  async (path, transactionStatus) => {
    const transactionId = await emulator.begin();
    const { status, body } = await request(emulator.emulator.endpoint)
      .post(path)
      .send({ ...ARNS, transactionId, database: 'another' });
    expect([status, body]).toEqual([200, { transactionStatus }]);
  },
);

test.each([
  ['a cluster of another account (choice: arns)', { resourceArn: 'arn:aws:rds:eu-west-1:999999999999:cluster:mine' }],
  [
    'a partition of its own (choice: arns)',
    { resourceArn: 'arn:aws-us-gov:rds:us-gov-west-1:123456789012:cluster:mine' },
  ],
  [
    'a secret of RDS (choice: secrets)',
    { secretArn: 'arn:aws:secretsmanager:eu-west-1:999999999999:secret:rds!db-1-AbCdEf' },
  ],
])('any well-formed ARN will do: %s', async (_what, arn) => {
  const { status } = await request(emulator.emulator.endpoint)
    .post('/Execute')
    .send({ ...ARNS, sql: 'SELECT 1', ...arn });
  expect(status).toBe(200);
});

test('every call is told to the observer (choice: cloudtrail)', async () => {
  emulator.calls.length = 0;
  await request(emulator.emulator.endpoint)
    .post('/Execute')
    .send({ ...ARNS, sql: 'SELECT 1' });
  await request(emulator.emulator.endpoint)
    .post('/Execute')
    .send({ ...ARNS, sql: 'SELEC' });
  expect(emulator.calls).toMatchObject([
    { operation: 'ExecuteStatement', status: 200, request: { sql: 'SELECT 1' } },
    { operation: 'ExecuteStatement', status: 400, exception: 'DatabaseErrorException' },
  ]);
});
