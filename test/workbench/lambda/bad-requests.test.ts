// Requests for an invocation that cannot be read.
import { once } from 'node:events';
import { connect } from 'node:net';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { createEmulator, type Emulator } from '../../../emulator/index.ts';
import { createFunctions } from '../../../workbench/lambda/functions.ts';
import { invokeRoute } from '../../../workbench/lambda/invoke-route.ts';

let emulator: Emulator;
const told = vi.spyOn(console, 'error').mockReturnValue();
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') };
  emulator = await createEmulator(config, {
    routes: invokeRoute(
      createFunctions(() => ({})),
      () => undefined,
    ),
  });
});
beforeEach(() => told.mockClear());
afterAll(() => emulator.stop());

test.each([
  ['solution', { 'content-encoding': 'foo' }, 'unsupported content encoding "foo"'],
  ['solution', { 'content-encoding': 'gzip' }, 'incorrect header check'],
  ['%E0', {}, "Failed to decode param '%E0'"],
])('%s with %j is refused in the form of Lambda', async (name, headers, reason) => {
  const post = request(emulator.endpoint).post(`/2015-03-31/functions/${name}/invocations`);
  const response = await post.set(headers).send('{}');
  expect(response.status).toBe(400);
  expect(response.headers['x-amzn-errortype']).toBe('InvalidRequestContentException');
  expect(response.body).toEqual({ Type: 'User', Message: `Could not read the request: ${reason}` });
  expect(told).not.toHaveBeenCalled();
});

test('an upload that is broken off is no fault of the workbench', async () => {
  const { port } = new URL(emulator.endpoint);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /2015-03-31/functions/solution/invocations HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n{',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(told).not.toHaveBeenCalled();
});
