// Bytes and headers, as AWS sends them (contract 1.2 and 1.4).
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_REQUEST_BYTES } from '../../../emulator/model/limits.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const post = (path: string): request.Test => request(emulator.emulator.endpoint).post(path);
const execute = (body: object): request.Test => post('/Execute').send({ ...ARNS, sql: 'SELECT 1', ...body });

test('contract 1.2: a success has these headers and no others', async () => {
  const { status, headers } = await execute({});
  expect(status).toBe(200);
  expect(headers).toEqual({
    'x-amzn-requestid': expect.stringMatching(UUID),
    'content-type': 'application/json',
    'content-length': '58',
    date: expect.any(String),
    connection: expect.any(String),
  });
});

test('contract 1.2: the body is compact, absent members are left out, rows come before the count (choice: key-order)', async () => {
  const { text } = await execute({});
  expect(text).toBe('{"records":[[{"longValue":1}]],"numberOfRecordsUpdated":0}');
});

test('contract 1.4: an error has its name in a header and its message in the body (choice: error-type)', async () => {
  const { status, headers, text } = await execute({ sql: 'SELECT * FROM nowhere.nothing' });
  expect(status).toBe(400);
  expect(headers['x-amzn-errortype']).toBe('DatabaseErrorException');
  expect(headers['x-amzn-requestid']).toMatch(UUID);
  expect(headers['content-type']).toBe('application/json');
  expect(JSON.parse(text)).toEqual({ message: expect.stringContaining('Error code: 1') });
});

test.each([
  ['an unknown path', () => post('/Nothing').send({})],
  ['another method', () => request(emulator.emulator.endpoint).get('/Execute')],
  ['a path in other letters', () => post('/execute').send({})],
  ['a path with a slash at the end', () => post('/Execute/').send({})],
])('contract 1.1, 9: %s is an UnknownOperationException (choice: unknown-operation)', async (_what, send) => {
  const { status, headers, text } = await send();
  expect(status).toBe(404);
  expect(headers['x-amzn-errortype']).toBe('UnknownOperationException');
  expect(JSON.parse(text)).toEqual({ message: expect.stringContaining('POST /Execute') });
});

test.each([
  ['not JSON', '{"sql": '],
  ['a list', '[]'],
  ['a string', '"SELECT 1"'],
  ['null', 'null'],
  ['a lone surrogate escape in a broken string', '{"sql":"\\ud800'],
])('contract 9: a body that is %s is a SerializationException (choice: serialization-texts)', async (_what, body) => {
  const { status, headers } = await post('/Execute').set('content-type', 'application/json').send(body);
  expect([status, headers['x-amzn-errortype']]).toEqual([400, 'SerializationException']);
});

test('contract 2: an empty body lacks all required members (choice: validation-texts)', async () => {
  const { status, body } = await post('/Execute').set('content-type', 'application/json');
  expect(status).toBe(400);
  expect(body).toEqual({
    message:
      "3 validation errors detected: Value null at 'resourceArn' failed to satisfy constraint: Member must not be null; " +
      "Value null at 'secretArn' failed to satisfy constraint: Member must not be null; " +
      "Value null at 'sql' failed to satisfy constraint: Member must not be null",
  });
});

test('contract 6: a request of 4 MiB passes, a larger one does not, headers included (choice: request-size)', async () => {
  const blank = JSON.stringify({ ...ARNS, sql: 'SELECT 1', ignored: '' });
  const send = (bytes: number): request.Test =>
    post('/Execute')
      .set('content-type', 'application/json')
      .send(blank.replace('"ignored":""', `"ignored":"${'x'.repeat(bytes - blank.length)}"`));
  const headerRoom = 1024;
  expect((await send(MAX_REQUEST_BYTES - headerRoom)).status).toBe(200);
  const tooLarge = await send(MAX_REQUEST_BYTES);
  expect([tooLarge.status, tooLarge.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
  expect((await execute({})).status).toBe(200);
});

test('contract 6: nor does a larger one that does not say its length (choice: request-size)', async () => {
  const body = new Blob([`"${'x'.repeat(MAX_REQUEST_BYTES - 1)}"`]).stream();
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  const answer = await fetch(`${emulator.emulator.endpoint}/Execute`, init);
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  expect(await answer.text()).toContain(`exceeds the size limit of ${MAX_REQUEST_BYTES} bytes`);
});

test('a byte order mark before the body is none of it', async () => {
  const body = `\uFEFF${JSON.stringify({ ...ARNS, sql: 'SELECT 1' })}`;
  expect((await post('/Execute').set('content-type', 'application/json').send(body)).status).toBe(200);
});

test('contract 6: headers count for a body that comes in chunks, too (choice: request-size)', async () => {
  const blank = JSON.stringify({ ...ARNS, sql: 'SELECT 1', ignored: '' });
  const body = blank.replace('"ignored":""', `"ignored":"${'x'.repeat(MAX_REQUEST_BYTES - 4096 - blank.length)}"`);
  const send = async (headers: Record<string, string>): Promise<number> => {
    const { status } = await fetch(`${emulator.emulator.endpoint}/Execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Blob([body]).stream(),
      duplex: 'half',
    });
    return status;
  };
  expect(await send({})).toBe(200);
  expect(await send({ 'x-long': 'x'.repeat(8192) })).toBe(400);
});

test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
  'a body that calls itself %s is refused (choice: content-type)',
  async (type) => {
    const { status, headers } = await post('/Execute').set('content-type', type).send('{"sql":"SELECT 1"}');
    expect([status, headers['x-amzn-errortype']]).toEqual([400, 'SerializationException']);
  },
);

test.each(['application/json; charset=utf-8', 'application/x-amz-json-1.0', 'application/x-amz-json-1.1'])(
  'contract 1.1: a body that calls itself %s is read (choice: content-type)',
  async (type) => {
    expect(
      (
        await post('/Execute')
          .set('content-type', type)
          .send(JSON.stringify({ ...ARNS, sql: 'DO 1' }))
      ).status,
    ).toBe(200);
  },
);

test('contract 1.1 auth: a signature for another service is refused, any other or none will do (choice: credentials)', async () => {
  const signature = (service: string): string =>
    `AWS4-HMAC-SHA256 Credential=AKID/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  expect((await execute({}).set('authorization', signature('rds-data'))).status).toBe(200);
  const { status, headers } = await execute({}).set('authorization', signature('s3'));
  expect([status, headers['x-amzn-errortype']]).toEqual([403, 'IncompleteSignatureException']);
});
