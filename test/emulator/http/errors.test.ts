// Every error, whichever step it comes from, has the form that SDKs read (contract 1.4).
import request from 'supertest';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createEmulator } from '../../../emulator/index.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

const post = (path: string): request.Test =>
  request(emulator.emulator.endpoint).post(path).set('content-type', 'application/json');
const execute = (members: object): request.Test => post('/Execute').send({ ...ARNS, sql: 'SELECT 1', ...members });

/** A step of a request, and what makes it fail there. */
const FAILURES: [step: string, exception: string, send: () => request.Test][] = [
  ['the door', 'AccessDeniedException', () => execute({}).set('origin', 'http://page.example')],
  ['the route', 'UnknownOperationException', () => post('/Nothing')],
  ['the size', 'ValidationException', () => post('/Execute').send('x'.repeat(4 * 1024 * 1024))],
  ['the JSON', 'SerializationException', () => post('/Execute').send('{')],
  ['the signature', 'IncompleteSignatureException', () => execute({}).set('authorization', 'Basic x')],
  ['the types', 'SerializationException', () => execute({ sql: 1 })],
  ['the shape', 'ValidationException', () => execute({ sql: undefined })],
  ['the statement', 'ValidationException', () => execute({ sql: 'SELECT 1; SELECT 2' })],
  ['the parameters', 'BadRequestException', () => execute({ sql: 'SELECT :a' })],
  ['the cluster', 'BadRequestException', () => execute({ resourceArn: 'my-own-cluster' })],
  ['the secret', 'SecretsErrorException', () => execute({ secretArn: 'my-own-secret' })],
  ['the transaction', 'TransactionNotFoundException', () => execute({ transactionId: 'gone' })],
  ['the database', 'DatabaseErrorException', () => execute({ sql: 'SELEC' })],
  ['the result', 'UnsupportedResultException', () => execute({ sql: "SELECT REPEAT('x', 1048576)" })],
];

test.each(FAILURES)('contract 1.4: an error of %s is a %s in JSON', async (_step, exception, send) => {
  const { headers, text, status } = await send();
  expect(status).toBeGreaterThanOrEqual(400);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-amzn-errortype': exception });
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.parse(text)).toEqual({ message: expect.stringMatching(/./) as string });
});

test('contract 1.4: a fault of the emulator itself is an InternalServerErrorException, 500 with a body of {}', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') };
  const faulty = await createEmulator(config, {
    routes: () => {
      throw new TypeError('planted');
    },
  });
  const { status, headers, text } = await request(faulty.endpoint).post('/Anything').send('{}');
  await faulty.stop();
  expect([status, headers['x-amzn-errortype'], text]).toEqual([500, 'InternalServerErrorException', '{}']);
  expect(complain).toHaveBeenCalledOnce();
  complain.mockRestore();
});

test('what an observer throws is told on standard error, and harms neither an answer nor a transaction', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const fail = vi.fn<() => void>(() => {
    throw new TypeError('planted');
  });
  await using observed = await startTestEmulator({ called: fail, transactionOpened: fail, transactionEnded: fail });
  await expect(observed.select('SELECT 1')).resolves.toEqual([[{ longValue: 1 }]]);
  await expect(observed.execute('SELEC')).rejects.toMatchObject({ name: 'DatabaseErrorException' });
  await expect(observed.commit(await observed.begin())).resolves.toBe('Transaction Committed');
  // Each call once, though the first ones were answered before they were told.
  expect(observed.calls.map(({ status }) => status)).toEqual([200, 400, 200, 200]);
  expect(fail).toHaveBeenCalledTimes(6);
  expect(complain).toHaveBeenCalledTimes(6);
  complain.mockRestore();
});
