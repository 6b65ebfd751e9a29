// The record of calls over HTTP, on the emulator's own port.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Calls } from '../../../workbench/calls/calls.ts';
import { PASSWORDS } from '../../../workbench/calls/mask-text.ts';
import { OpenTransactions } from '../../../workbench/calls/open-transactions.ts';
import { Faults } from '../../../workbench/faults/faults.ts';
import { workbenchRoutes } from '../../../workbench/http/workbench-routes.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let calls: Calls;
let emulator: TestEmulator;
let ending: AbortController;
let reset: () => Promise<object>;
beforeEach(async () => {
  calls = new Calls();
  ending = new AbortController();
  reset = () => Promise.resolve({ restored: ['Employee'] });
  const transactions = new OpenTransactions(PASSWORDS);
  const faults = new Faults(() => emulator.emulator);
  const routes = workbenchRoutes({ calls, transactions, faults, reset: () => reset(), ending: ending.signal });
  emulator = await startTestEmulator({ called: calls.record, transactionOpened: transactions.opened, routes });
});
afterEach(async () => {
  ending.abort();
  await emulator[Symbol.asyncDispose]();
});

function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${emulator.emulator.endpoint}/_workbench${path}`, init);
}

/** The events of a stream, as they come. */
async function* readEvents(response: Response): AsyncGenerator<{ id: string; call: { sql: string } }> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const [, id = '', data = ''] = /^id: (.*)\nevent: call\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      yield { id, call: JSON.parse(data) as { sql: string } };
    }
  }
}

describe('GET /_workbench/calls', () => {
  test('lists calls, with integers to the last digit', async () => {
    await emulator.execute('SELECT 9007199254740993 AS n');
    const response = await ask('/calls');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    const text = await response.text();
    expect(text).toContain('"longValue":9007199254740993');
    expect(JSON.parse(text)).toMatchObject({
      calls: [{ id: 1, operation: 'ExecuteStatement', sql: 'SELECT 9007199254740993 AS n', rows: 1, bytes: 22 }],
      dropped: 0,
      limitBytes: 1_048_576,
    });
  });

  test.each(['__defineGetter__', 'toString', '__proto__', 'constructor'])(
    'leaves out a member that is called %s, as every other unknown one',
    async (name) => {
      await fetch(`${emulator.emulator.endpoint}/Execute`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"sql":"SELECT 1","${name}":1}`,
      });
      const response = await ask('/calls');
      expect(response.status).toBe(200);
      const { calls: found } = (await response.json()) as { calls: object[] };
      expect(found).toMatchObject([{ sql: 'SELECT 1' }]);
      expect(Object.keys(found[0] ?? {})).not.toContain(name);
    },
  );

  test.each([
    ['operation=BeginTransaction', []],
    ['sql=select', [1]],
    ['failed=true', [2]],
    ['failed=false&after=0', [1]],
    ['error=DatabaseErrorException', [2]],
    ['transactionId=none', []],
    ['after=1', [2]],
  ])('filters: %s', async (query, ids) => {
    await emulator.execute('SELECT 1');
    await emulator.execute('nonsense').catch(() => undefined);
    const { calls: found } = (await (await ask(`/calls?${query}`)).json()) as { calls: { id: number }[] };
    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    ['name=x', 'name is no filter: use operation, sql, transactionId, error, failed, after'],
    ['failed=1', 'failed is true or false, got "1"'],
    ['after=x', 'after is the id of a call, got "x"'],
    ['sql=a&sql=b', 'sql can be given once'],
  ])('refuses %s', async (query, message) => {
    for (const path of ['/calls', '/calls/stream']) {
      const response = await ask(`${path}?${query}`);
      expect([response.status, await response.json()]).toEqual([400, { message }]);
    }
  });
});

test('DELETE /_workbench/calls forgets them', async () => {
  await emulator.execute('SELECT 1');
  expect((await ask('/calls', { method: 'DELETE' })).status).toBe(204);
  expect(calls.length).toBe(0);
});

describe('GET /_workbench/calls/stream', () => {
  test('sends calls as they come, those that are meant', async () => {
    await emulator.execute('SELECT 1');
    const response = await ask('/calls/stream?failed=false');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = readEvents(response);
    await emulator.execute('nonsense').catch(() => undefined);
    await emulator.execute('SELECT 2');
    expect((await events.next()).value).toMatchObject({ id: '3', call: { sql: 'SELECT 2' } });
    await events.return(undefined);
  });

  test('goes on after the last event that was seen, and ends when all ends', async () => {
    for (const n of [1, 2, 3]) await emulator.execute(`SELECT ${n}`);
    const events = readEvents(await ask('/calls/stream', { headers: { 'last-event-id': '1' } }));
    expect((await events.next()).value).toMatchObject({ id: '2' });
    expect((await events.next()).value).toMatchObject({ id: '3' });
    ending.abort();
    expect((await events.next()).done).toBe(true);
  });
});

test('GET /_workbench/transactions lists what is open', async () => {
  const transactionId = await emulator.begin();
  const body: unknown = await (await ask('/transactions')).json();
  expect(body).toMatchObject({ open: [{ transactionId, statements: [] }] });
});

describe('POST /_workbench/reset', () => {
  test('says what was done', async () => {
    const response = await ask('/reset', { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([200, { restored: ['Employee'] }]);
  });

  test('says why it could not be', async () => {
    reset = () => Promise.reject(new Error('somebody holds a lock'));
    const response = await ask('/reset', { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([500, { message: 'somebody holds a lock' }]);
  });
});

test.each([
  ['GET', '/reset'],
  ['POST', '/calls'],
  ['GET', '/'],
  ['GET', '/calls/'],
])('%s /_workbench%s is answered with what there is', async (method, path) => {
  const response = await ask(path, { method });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    message: `${method} /_workbench${path} is none of: GET /_workbench/calls, DELETE /_workbench/calls, GET /_workbench/calls/stream, GET /_workbench/transactions, GET /_workbench/about, POST /_workbench/reset, GET /_workbench/faults, POST /_workbench/faults, DELETE /_workbench/faults, DELETE /_workbench/faults/:id, PUT /_workbench/faults/seed, POST /_workbench/pause, POST /_workbench/resume, PUT /_workbench/auto-pause; with start also GET /_workbench/workshop, PUT /_workbench/workshop, POST /_workbench/workshop/check, GET /_workbench/workshop/stream`,
  });
});

test('what is none of ours goes on to the service', async () => {
  const response = await fetch(`${emulator.emulator.endpoint}/_other`);
  expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
});

test('web pages are kept out', async () => {
  expect((await ask('/calls', { headers: { origin: 'https://example.com' } })).status).toBe(403);
});
