// Which workbench other commands find: one that answers, whatever lies in the folder where they are announced.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { announceWorkbench, listRunningWorkbenches } from '../../../workbench/terminal/running-workbench.ts';
import { startWorkbench } from '../../../workbench/library/start-workbench.ts';
import type { Workbench } from '../../../workbench/library/workbench.ts';

let workbench: Workbench;
let cache: string;
let folder: string;
beforeAll(async () => (workbench = await startWorkbench({ engine: inject('databaseUrl') })));
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'running-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  folder = join(cache, 'rds-data-workbench', 'running');
  await mkdir(folder, { recursive: true });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});
afterAll(() => workbench.stop());

const announce = (endpoint = workbench.endpoint) =>
  announceWorkbench({ endpoint, database: 'a server', environment: { DB_NAME: 'shop' } });

test('one that is up is found until it is taken back', async () => {
  expect(await listRunningWorkbenches()).toEqual([]);
  const withdraw = await announce();
  expect(await listRunningWorkbenches()).toEqual([
    {
      pid: process.pid,
      startedAt: expect.any(Number) as number,
      endpoint: workbench.endpoint,
      database: 'a server',
      environment: { DB_NAME: 'shop' },
    },
  ]);
  await withdraw();
  expect(await listRunningWorkbenches()).toEqual([]);
});

test('one that does not answer is not up, though its process number is somebody’s', async () => {
  await announce('http://127.0.0.1:1');
  expect(await listRunningWorkbenches()).toEqual([]);
});

test('a file that cannot be read, or is not written yet, is none', async () => {
  await announce();
  const parent = `${process.ppid}.json`;
  await writeFile(join(folder, parent), '{"pid":1,"startedAt":');
  expect(await listRunningWorkbenches()).toMatchObject([{ pid: process.pid }]);
  await rm(join(folder, parent));
  await mkdir(join(folder, parent));
  expect(await listRunningWorkbenches()).toMatchObject([{ pid: process.pid }]);
});

test('files of processes that are gone are removed', async () => {
  // More than any system numbers.
  await writeFile(join(folder, '4194305.json'), '{}');
  expect(await listRunningWorkbenches()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});
