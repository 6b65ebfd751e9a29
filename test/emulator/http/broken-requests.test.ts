// What is no right HTTP is answered in the service's form, too: no SDK can read an empty answer or a page.
import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppServer } from '../../../emulator/http/server.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
let port: number;
beforeAll(async () => {
  emulator = await startTestEmulator();
  port = Number(new URL(emulator.emulator.endpoint).port);
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** Sends bytes and reads until the server closes. */
async function exchange(text: string, to = port, ends = true): Promise<string> {
  const socket = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => socket.end());
  if (ends) socket.end(text);
  else socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

const BODY = JSON.stringify({ ...ARNS, sql: 'SELECT 1' });
const post = (headers: string, body = BODY): string => `POST /Execute HTTP/1.1\r\n${headers}\r\n\r\n${body}`;

test.each([
  ['no HTTP', 'hello\r\n\r\n', 'SerializationException'],
  ['a method that there is not', post('Host: x').replace('POST', 'BREW'), 'SerializationException'],
  ['a negative length', post('Content-Length: -1'), 'SerializationException'],
  ['two lengths', post('Content-Length: 1\r\nContent-Length: 2'), 'SerializationException'],
  ['a body that ends too early', post('Content-Length: 999'), 'SerializationException'],
  ['a chunk of no length', post('Transfer-Encoding: chunked', 'zz\r\n{}\r\n'), 'SerializationException'],
  ['headers without end', post(`X: ${'x'.repeat(20_000)}`), 'ValidationException'],
  ...['http://', 'http://?x', 'foo://localhost', '*'].map((target) => [
    `the target ${target}`,
    post('Host: x').replace('/Execute', target),
    'UnknownOperationException',
  ]),
])('contract 1.4: %s (choice: broken-http)', async (_what, text, exception) => {
  const answer = await exchange(text);
  expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  expect(answer).toContain(`x-amzn-errortype: ${exception}\r\n`);
  expect(answer).toMatch(/x-amzn-requestid: [0-9a-f-]{36}\r\n/);
  expect(answer).toContain('content-type: application/json\r\n');
  expect(answer).toMatch(/\{"message":"[^\r\n]+"\}/);
});

test.each([
  ['no host', `Content-Length: ${BODY.length}`],
  ['an expectation that nobody knows', `Host: x\r\nExpect: 200-ok\r\nContent-Length: ${BODY.length}`],
])('a request with %s is a right one (choice: broken-http)', async (_what, headers) => {
  const answer = await exchange(post(`${headers}\r\nConnection: close`), port, false);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('"longValue":1');
});

test.each([
  ['nothing at all', ''],
  ['half the headers', 'POST /Execute HTTP/1.1\r\nHost:'],
  ['half the body', post('Content-Length: 999')],
])('a sender who stalls after %s is not waited for endlessly (choice: slow-senders)', async (_what, text) => {
  const server = createAppServer(express(), { headersMs: 50, requestMs: 100 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await exchange(text, (server.address() as AddressInfo).port, false);
  expect(answer).toContain('x-amzn-errortype: SerializationException\r\n');
  expect(answer).toContain('did not arrive in time');
  server.close();
});

test('an idle connection is kept for longer than clients pause between two calls', async () => {
  const response = await fetch(`${emulator.emulator.endpoint}/Execute`, { method: 'POST', body: '{}' });
  expect(response.headers.get('keep-alive')).toBe('timeout=65');
  await response.text();
});

test('JSON that is nested beyond reason is refused, brackets in strings are none (choice: nesting)', async () => {
  const send = async (deep: string): Promise<string> => {
    const response = await fetch(`${emulator.emulator.endpoint}/Execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"deep":${deep},${BODY.slice(1)}`,
    });
    return `${response.status} ${await response.text()}`;
  };
  expect(await send('['.repeat(499) + ']'.repeat(499))).toMatch(/^200 /);
  expect(await send('['.repeat(500) + ']'.repeat(500))).toMatch(/^400 \{"message":"The body is nested deeper than 500/);
  expect(await send(JSON.stringify(`\\"${'['.repeat(1000)}"`))).toMatch(/^200 /);
  expect(await send(`"\\\\",${'"x":[],'.repeat(1000)}"y":1`)).toMatch(/^200 /);
});
