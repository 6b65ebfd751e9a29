// The workshop over HTTP: a check of the file that is being edited, live on save.
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { workshopRoutes } from '../../../workbench/workshop/routes.ts';
import { Workshop } from '../../../workbench/workshop/workshop.ts';
import type { WorkshopState, WorkshopStep } from '../../../workbench/workshop/workshop-state.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

const SOLUTION = 'handler/solutions/lambda-dataapi.ts';

let folder: string;
let workshop: Workshop;
let emulator: TestEmulator;
beforeEach(async () => {
  folder = await mkdtemp(join('handler', '.workshop-'));
  await copyFile('handler/event.ts', join(folder, 'event.ts'));
  await copyFile('handler/lambda-dataapi.ts', join(folder, 'lambda-dataapi.ts'));
  const socketPath = inject('socketPath');
  workshop = new Workshop({ url: inject('databaseUrl'), ...(socketPath === '' ? {} : { socketPath }) }, folder);
  emulator = await startTestEmulator({ routes: workshopRoutes(workshop) });
});
afterEach(async () => {
  await workshop.stop();
  await emulator[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function ask(path = '', init?: RequestInit): Promise<Response> {
  return fetch(`${emulator.emulator.endpoint}/_workbench/workshop${path}`, init);
}

async function state(): Promise<WorkshopState> {
  return (await (await ask()).json()) as WorkshopState;
}

function choose(file: unknown): Promise<Response> {
  return ask('', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ file }) });
}

interface Told {
  readonly type: string;
  readonly step?: WorkshopStep;
  readonly run?: { readonly number: number; readonly state: string; readonly hint?: string };
}

async function* readEvents(response: Response): AsyncGenerator<Told, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const [, type = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      // A sign of life is a comment without data.
      if (data !== '') yield { type, ...(JSON.parse(data) as object) };
    }
  }
}

/** @returns all that is told until a check is over. */
async function untilOver(events: AsyncGenerator<Told, void>): Promise<Told[]> {
  const told: Told[] = [];
  for (;;) {
    const { value } = await events.next();
    if (value === undefined) return told;
    told.push(value);
    if (value.type === 'run' && value.run?.state !== 'running') return told;
  }
}

test('without anybody who looks on, nothing runs', async () => {
  expect(await state()).toEqual({
    files: ['lambda-dataapi.ts'],
    file: 'lambda-dataapi.ts',
    path: join(folder, 'lambda-dataapi.ts'),
  });
});

test('the skeleton is checked step by step, and again when it was saved', async () => {
  const events = readEvents(await ask('/stream'));
  const first = await untilOver(events);
  expect(first[0]).toMatchObject({ type: 'run', file: 'lambda-dataapi.ts', run: { number: 1, state: 'running' } });
  expect(first.filter(({ type }) => type === 'step').length).toBe(2 * 24);
  expect(first[1]).toMatchObject({
    index: 0,
    step: { name: 'adds the first employee to an empty table', state: 'running' },
  });
  expect(first[2]).toMatchObject({
    index: 0,
    step: {
      state: 'failed',
      hint: expect.any(String) as string,
      differences: [
        { event: { EmpId: 1001, EmpName: 'Mary Somerville' }, got: expect.stringContaining('TODO 1') as string },
        {},
      ],
    },
  });
  expect(first.at(-1)).toMatchObject({ run: { state: 'failed', hint: expect.stringContaining('TODO 1') as string } });

  await copyFile(SOLUTION, join(folder, 'lambda-dataapi.ts'));
  const second = await untilOver(events);
  expect(second[0]).toMatchObject({ run: { number: 2 } });
  expect(second[2]).toMatchObject({
    step: {
      state: 'passed',
      callCount: 4,
      calls: [{ operation: 'BeginTransaction' }, { sql: expect.stringMatching(/^INSERT/) as string }, {}, {}],
    },
  });
  expect(second.at(-1)).toMatchObject({ run: { state: 'passed', durationMs: expect.any(Number) as number } });
  expect(await state()).toMatchObject({ run: { number: 2, state: 'passed' } });

  expect((await ask('/check', { method: 'POST' })).status).toBe(202);
  expect((await untilOver(events)).at(-1)).toMatchObject({ run: { number: 3, state: 'passed' } });
  await events.return();
}, 60_000);

test('no password that a handler sends is told', async () => {
  await writeFile(
    join(folder, 'lambda-dataapi.ts'),
    `export const handler = async () => {
      const { AWS_ENDPOINT_URL_RDS_DATA: endpoint, DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn } = process.env;
      const body = JSON.stringify({ resourceArn, secretArn, sql: "ALTER USERS x IDENTIFIED BY 'hush'" });
      await fetch(endpoint + '/Execute', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    };`,
  );
  const events = readEvents(await ask('/stream'));
  const told = JSON.stringify(await untilOver(events));
  expect(told).toContain("ALTER USERS x IDENTIFIED BY '***'");
  expect(told).not.toContain('hush');
  await events.return();
}, 60_000);

test('what is saved while a check runs is checked next, one at a time', async () => {
  const events = readEvents(await ask('/stream'));
  await events.next();
  await writeFile(join(folder, 'lambda-dataapi.ts'), 'export const handler = ;');
  const first = await untilOver(events);
  expect(first.at(-1)).toMatchObject({ run: { number: 1 } });
  const second = await untilOver(events);
  expect(second.at(-1)).toMatchObject({
    run: { number: 2, state: 'failed', hint: expect.stringContaining('cannot be loaded') as string },
  });
  expect(second.filter(({ step }) => step?.state === 'skipped').length).toBeGreaterThan(10);
  await events.return();
}, 60_000);

test('a check that runs is ended with the workshop, and nothing is left of it', async () => {
  await copyFile(SOLUTION, join(folder, 'lambda-dataapi.ts'));
  const events = readEvents(await ask('/stream'));
  let database: string | undefined;
  while (database === undefined) {
    const { value } = await events.next();
    database = value?.step?.calls?.find((call) => call.database !== undefined)?.database;
  }
  // workbench_12345678_1, beside that of the original
  const mine = `${database.split('_').slice(0, 2).join('_')}_%`;
  const count = async (): Promise<number> => {
    const [rows] = await emulator.direct.query('SHOW DATABASES LIKE ?', [mine]);
    return (rows as unknown[]).length;
  };
  expect(await count()).toBe(2);
  await workshop.stop();
  expect(await count()).toBe(0);
  expect((await untilOver(events)).some(({ run }) => run !== undefined)).toBe(false);
});

test('another handler can be chosen, of those that there are', async () => {
  await copyFile('handler/solutions/lambda-dataapi-batch.ts', join(folder, 'mine-batch.ts'));
  const response = await choose('mine-batch.ts');
  expect(await response.json()).toMatchObject({ files: ['lambda-dataapi.ts', 'mine-batch.ts'], file: 'mine-batch.ts' });
  const events = readEvents(await ask('/stream'));
  expect((await events.next()).value).toMatchObject({ file: 'mine-batch.ts', run: { steps: { length: 14 } } });
  await events.return();
});

test.each(['../package.json', 'event.ts', '/etc/passwd', 7])('%s is refused', async (file) => {
  const response = await choose(file);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    message: expect.stringMatching(/is none of: lambda-dataapi\.ts$|one of the files/) as string,
  });
  expect((await state()).file).toBe('lambda-dataapi.ts');
});
