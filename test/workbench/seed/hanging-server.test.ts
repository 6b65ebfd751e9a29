// All ends though the server hangs: nobody waits for an answer that does not come.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, afterEach, expect, test } from 'vitest';
import { startWorkbench } from '../../../workbench/index.ts';
import { PACKAGE_ROOT } from '../../../workbench/package-root.ts';
import { openKeptDatabase } from '../../../workbench/seed/kept-database.ts';
import { OwnDatabases } from '../../../workbench/seed/own-databases.ts';
import { Workshop } from '../../../workbench/workshop/workshop.ts';
import { startOwnServer, type OwnServer } from '../../reliability/support/own-server.ts';
import { until } from '../../support/until.ts';

/** All limits one after another, and a busy machine. */
const MAX_MS = 25_000;

let server: OwnServer;
let folder: string;
let schema: string;
beforeAll(async () => {
  server = await startOwnServer();
  folder = await mkdtemp(join(tmpdir(), 'hanging-'));
  schema = join(folder, 'schema.sql');
  await writeFile(schema, 'CREATE TABLE fruit (name VARCHAR(20) PRIMARY KEY); INSERT INTO fruit VALUES ("apple");');
});
afterEach(() => server.wake());
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function durationOf(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

test('the workbench of a test', async () => {
  const workbench = await startWorkbench({ engine: server.url, schema });
  await server.freeze();
  expect(await durationOf(workbench.stop())).toBeLessThan(MAX_MS);
}, 60_000);

test.each([
  ['that runs', true],
  ['that comes first', false],
])(
  'a kept database during a reset %s',
  async (_what, wasReset) => {
    const kept = await openKeptDatabase(server, `kept_${String(wasReset)}`, { files: [schema], isRepeatable: false });
    if (wasReset) await kept.reset();
    await server.freeze();
    kept.reset().catch(() => undefined);
    expect(await durationOf(kept.close())).toBeLessThan(MAX_MS);
  },
  60_000,
);

test('a check of the workshop', async () => {
  const workshop = new Workshop(server, join(PACKAGE_ROOT, 'handler'));
  let freezing: Promise<void> | undefined;
  workshop.subscribe(({ type }) => void (type === 'step' && (freezing ??= server.freeze())));
  await until(async () => freezing !== undefined);
  await freezing;
  expect(await durationOf(workshop.stop())).toBeLessThan(MAX_MS);
}, 60_000);

test('many databases are waited for as one', async () => {
  const own = await OwnDatabases.open(server);
  for (let n = 0; n < 10; n++) await own.makeEmpty(own.newName());
  await server.freeze();
  expect(await durationOf(own.close())).toBeLessThan(MAX_MS);
}, 60_000);
