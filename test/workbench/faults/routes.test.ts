// Faults on purpose over HTTP, on the port of the Data API.
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { FAULT_KINDS } from '../../../workbench/faults/check-fault.ts';
import { startWorkbench, type Workbench } from '../../../workbench/index.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench({ engine: inject('databaseUrl') });
});
afterEach(async () => {
  await workbench.reset();
});
afterAll(() => workbench.stop());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; answer: unknown }> {
  const sent =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } };
  const response = await fetch(`${workbench.endpoint}/_workbench${path}`, { method, ...sent });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? undefined : JSON.parse(text) };
}

const AVAILABLE = { state: 'available', autoPauseSeconds: null, resumeSeconds: 15 };

test('a fault is added, listed, and removed', async () => {
  const order = {
    kind: 'drop',
    when: 'after',
    operations: ['CommitTransaction'],
    sql: 'x',
    probability: 0.5,
    times: 3,
  };
  const fault = { id: 'f1', ...order, hits: 0, remaining: 3 };
  expect(await ask('POST', '/faults', order)).toEqual({ status: 201, answer: fault });
  expect(await ask('GET', '/faults')).toEqual({
    status: 200,
    answer: { seed: 1, cluster: AVAILABLE, faults: [fault] },
  });
  expect(workbench.faults.list()).toEqual([fault]);
  expect(await ask('DELETE', '/faults/f1')).toEqual({ status: 204, answer: undefined });
  expect(await ask('DELETE', '/faults/f1')).toEqual({
    status: 404,
    answer: { message: 'There is no fault f1, only: none at all' },
  });
});

test('a fault without limits has a probability of 1, and nothing remaining', async () => {
  const { answer } = await ask('POST', '/faults', { kind: 'truncate' });
  expect(answer).toEqual({ id: 'f1', kind: 'truncate', probability: 1, hits: 0 });
});

test('the cluster is paused, resumed, and told when to pause by itself', async () => {
  expect(await ask('POST', '/pause')).toEqual({ status: 200, answer: { ...AVAILABLE, state: 'paused' } });
  expect(await ask('POST', '/resume')).toEqual({ status: 200, answer: AVAILABLE });
  const settings = { autoPauseSeconds: 300, resumeSeconds: 5 };
  expect(await ask('PUT', '/auto-pause', settings)).toEqual({
    status: 200,
    answer: { state: 'available', ...settings },
  });
  expect(await ask('PUT', '/auto-pause', { autoPauseSeconds: null })).toMatchObject({
    answer: { autoPauseSeconds: null, resumeSeconds: 5 },
  });
});

test.each([
  ['DELETE /faults', (): Promise<unknown> => ask('DELETE', '/faults')],
  ['reset', (): Promise<unknown> => workbench.reset()],
])('%s clears everything', async (_name, clear) => {
  await ask('PUT', '/faults/seed', { seed: 7 });
  await ask('POST', '/faults', { kind: 'data-api-off' });
  await ask('PUT', '/auto-pause', { autoPauseSeconds: 60 });
  await ask('POST', '/pause');
  expect(await ask('GET', '/faults')).toMatchObject({ answer: { seed: 7, cluster: { state: 'paused' } } });
  await clear();
  expect(await ask('GET', '/faults')).toMatchObject({ answer: { seed: 1, cluster: AVAILABLE, faults: [] } });
});

const NO_BODY = 'The body is a JSON object, sent with Content-Type: application/json';

describe('what is wrong is named', () => {
  test.each<[string, unknown, string]>([
    ['POST /faults', undefined, NO_BODY],
    ['POST /faults', [], NO_BODY],
    ['POST /faults', {}, 'kind is missing: one of exception, latency, throttle, drop'],
    ['POST /faults', { kind: 'toString' }, 'kind is one of'],
    ['POST /faults', { kind: 'exception' }, 'exception is missing: one of AccessDeniedException, '],
    ['POST /faults', { kind: 'exception', exception: 'Oops' }, 'got "Oops"'],
    ['POST /faults', { kind: 'exception', exception: 'NotFoundException', message: 1 }, 'message is a text, got 1'],
    ['POST /faults', { kind: 'latency' }, 'ms is missing: a number from 0 to 300000'],
    ['POST /faults', { kind: 'latency', ms: -1 }, 'ms is a number from 0 to 300000, got -1'],
    ['POST /faults', { kind: 'latency', ms: 1, jitterMs: '1' }, 'jitterMs is a number'],
    ['POST /faults', { kind: 'latency', profile: 'gcp' }, 'profile is one of aws, got "gcp"'],
    [
      'POST /faults',
      { kind: 'latency', profile: 'aws', ms: 1 },
      'ms is none of its members: kind, profile, operations',
    ],
    ['POST /faults', { kind: 'throttle', perSecond: 1.5 }, 'perSecond is a whole number'],
    ['POST /faults', { kind: 'drop' }, 'when is missing: one of before, after'],
    ['POST /faults', { kind: 'truncate', when: 'after' }, 'when is none of its members'],
    ['POST /faults', { kind: 'truncate', probability: 2 }, 'probability is a number from 0 to 1, got 2'],
    ['POST /faults', { kind: 'truncate', times: 0 }, 'times is a whole number from 1 to'],
    ['POST /faults', { kind: 'truncate', sql: '(' }, 'sql is a regular expression'],
    ['POST /faults', { kind: 'truncate', sql: 5 }, 'sql is a text, got 5'],
    ['POST /faults', { kind: 'truncate', operations: [] }, 'operations is a list, and not an empty one, got []'],
    ['POST /faults', { kind: 'truncate', operations: ['Execute'] }, 'operations is one of ExecuteStatement, '],
    ['PUT /faults/seed', undefined, NO_BODY],
    ['PUT /faults/seed', { seed: -1 }, 'seed is a whole number from 0 to 4294967295, got -1'],
    ['PUT /auto-pause', {}, 'autoPauseSeconds is missing: a number from 1 to 86400'],
    ['PUT /auto-pause', { autoPauseSeconds: 0 }, 'autoPauseSeconds is a number from 1 to 86400, got 0'],
    ['PUT /auto-pause', { autoPauseSeconds: null, resumeSeconds: null }, 'resumeSeconds is a number'],
  ])('%s %j', async (route, body, message) => {
    const [method = '', path = ''] = route.split(' ');
    const { status, answer } = await ask(method, path, body);
    expect(answer).toEqual({ message: expect.stringContaining(message) });
    expect(status).toBe(400);
    expect(workbench.faults.report()).toEqual({ seed: 1, cluster: AVAILABLE, faults: [] });
  });

  test('a body that is no JSON, and one of another type', async () => {
    const url = `${workbench.endpoint}/_workbench/faults`;
    const broken = await fetch(url, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
    expect([broken.status, await broken.json()]).toEqual([
      400,
      { message: expect.stringMatching(/^The body cannot be read: /) },
    ]);
    const form = await fetch(url, { method: 'POST', body: '{"kind":"truncate"}' });
    expect([form.status, await form.json()]).toEqual([400, { message: NO_BODY }]);
  });

  test('an id that cannot be decoded', async () => {
    expect(await ask('DELETE', '/faults/%zz')).toEqual({
      status: 400,
      answer: { message: "Failed to decode param '%zz'" },
    });
  });

  test('in the library, too', () => {
    expect(() => workbench.faults.add({ kind: 'latency', ms: -1 })).toThrow('ms is a number from 0 to 300000, got -1');
    expect(() => (workbench.faults.seed = 0.5)).toThrow('seed is a whole number');
  });
});

test('docs/faults.md has every kind', async () => {
  const page = await readFile('docs/faults.md', 'utf8');
  const kinds = [...page.matchAll(/^\| `([a-z-]+)` /gm)].map(([, kind]) => kind);
  expect(kinds).toEqual(['kind', ...FAULT_KINDS]);
});
