// What a call is answered while the server refuses its user, or is not there (contract 7.4).
import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, inject, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../emulator/index.ts';
import { ARNS, createClient } from '../../support/emulator.ts';

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

/** Starts an emulator in front of what a URL names, and sends it one call. @returns the answer, as bytes. */
async function callWith(databaseUrl: string, path: string, socketPath = ''): Promise<Response> {
  const config = { host: '127.0.0.1', port: 0, databaseUrl, ...(socketPath === '' ? {} : { socketPath }) };
  emulator = await createEmulator(config);
  const body = JSON.stringify({ ...ARNS, sql: 'SELECT 1', parameterSets: [[]] });
  return fetch(emulator.endpoint + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const PATHS = ['/Execute', '/BatchExecute', '/BeginTransaction'];

test.each(PATHS)('contract 7.4, 9: a wrong password, %s (choice: wrong-password)', async (path) => {
  const url = new URL(inject('databaseUrl'));
  url.password = 'wrong';
  const answer = await callWith(url.href, path, inject('socketPath'));
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([400, 'DatabaseErrorException']);
  expect(await answer.json()).toEqual({
    message: expect.stringMatching(
      new RegExp(
        String.raw`^Access denied for user '${url.username}'@'.+' \(using password: YES\); Error code: 1045; SQLState: 28000$`,
      ),
    ) as string,
  });
});

test.each(PATHS)('contract 1.4, 7.4: no server, %s: 504 with a body of {} (choice: server-gone)', async (path) => {
  const answer = await callWith(`mysql://root@127.0.0.1:${await closedPort()}`, path);
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([504, 'DatabaseUnavailableException']);
  expect(await answer.text()).toBe('{}');
});

test('contract 1.4: the SDK makes an exception of its class of it, without a message', async () => {
  emulator = await createEmulator({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: `mysql://root@127.0.0.1:${await closedPort()}`,
  });
  const client = createClient(emulator.endpoint);
  await expect(client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }))).rejects.toMatchObject({
    name: 'DatabaseUnavailableException',
    $fault: 'server',
    $metadata: { httpStatusCode: 504 },
  });
  client.destroy();
});
