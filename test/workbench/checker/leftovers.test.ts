// However a check ends, nothing of it is left on the server; and a server that was away is no reason to begin anew.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createChecker, type Checker, type Report } from '../../../workbench/checker/checker.ts';
import { STEPS } from '../../../workbench/checker/steps.ts';
import { connect } from '../../../workbench/database/connect.ts';
import { startDatabase, type Database } from '../../../workbench/database/start-database.ts';
import { runCommand } from '../../support/command.ts';
import { processList } from '../../reliability/support/processes.ts';
import { privateEngine } from '../database/support/start-for-test.ts';

const SOLUTION = 'handler/solutions/lambda-dataapi.ts';
/** The first that is compared with the original. */
const FEW = STEPS.slice(0, 2);

/** A server of nobody else: whatever is on it is of a check. It is used as one that was there before. */
let server: Database;
let direct: Connection;
let atFirst: string[];
let ofServer: number[];
let checker: Checker;
beforeAll(async () => {
  server = await startDatabase({ engine: privateEngine, progress: () => undefined });
  direct = await connect(server);
  atFirst = await databases();
  ofServer = (await processList(direct)).map(({ id }) => id);
});
beforeEach(() => void (checker = createChecker({ url: server.url })));
afterEach(() => checker.stop());
afterAll(async () => {
  await direct.end();
  await server.stop();
});

async function databases(): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[]>('SHOW DATABASES');
  return rows.map((row) => String(row['Database']));
}

function check(): Promise<Report> {
  return checker.check(SOLUTION, FEW, { stepStarted: () => undefined });
}

/** All but ours, and what the server has for itself. */
async function connections(): Promise<number[]> {
  return (await processList(direct)).map(({ id }) => id).filter((id) => !ofServer.includes(id));
}

/** The server ends all connections but ours. */
async function endConnections(): Promise<void> {
  for (const id of await connections()) await direct.query(`KILL ${id}`).catch(() => undefined);
}

test('databases and connections are gone when it has stopped', async () => {
  expect((await check()).passed).toBe(true);
  await checker.stop();
  expect(await databases()).toEqual(atFirst);
  await expect.poll(connections, { timeout: 10_000 }).toEqual([]);
});

test('connections that the server has closed are opened anew', async () => {
  await check();
  await endConnections();
  const report = await checker.check(SOLUTION, STEPS.slice(0, 4), { stepStarted: () => undefined });
  expect(report.passed).toBe(true);
  await endConnections();
  await checker.stop();
  expect(await databases()).toEqual(atFirst);
});

test('a check that cannot begin leaves nothing, and the next one is tried anew', async () => {
  vi.stubEnv('TMPDIR', '/nowhere');
  await expect(check()).rejects.toThrow('/nowhere');
  vi.unstubAllEnvs();
  expect(await databases()).toEqual(atFirst);
  expect((await check()).passed).toBe(true);
});

test('a server that is away is told, and keeps nothing from stopping', async () => {
  const other = createChecker({ url: 'mysql://root@127.0.0.1:1' });
  const checking = other.check(SOLUTION, FEW, { stepStarted: () => undefined });
  await expect(checking).rejects.toThrow('ECONNREFUSED');
  await expect(other.stop()).resolves.toBeUndefined();
});

test('nothing is begun any more by a check in which it is stopped', async () => {
  const [step] = FEW;
  if (step === undefined) throw new Error('No step');
  let stopping: Promise<void> | undefined;
  const checking = checker.check(SOLUTION, [step], { stepStarted: () => void (stopping = checker.stop()) });
  await Promise.allSettled([checking]);
  await stopping;
  expect(await databases()).toEqual(atFirst);
});

test('what one leaves that was killed is dropped by the next one, its socket with it', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'leftovers-'));
  onTestFinished(() => rm(temporary, { recursive: true }));
  const env = { WORKBENCH_ENGINE: server.url, TMPDIR: temporary, TSX_DISABLE_CACHE: '1' };
  const command = runCommand(['check', SOLUTION], env);
  await vi.waitUntil(async () => (await databases()).length === atFirst.length + 2, { timeout: 40_000 });
  command.process.kill('SIGKILL');
  await command.ended;
  const ofWorkbench = async (): Promise<string[]> =>
    (await readdir(temporary)).filter((name) => /^(rds-data|workbench)-/.test(name));
  await expect.poll(ofWorkbench, { timeout: 10_000 }).toEqual([]);
  expect((await databases()).length).toBe(atFirst.length + 2);
  await expect.poll(connections, { timeout: 10_000 }).toEqual([]);
  const left = (await databases()).filter((name) => !atFirst.includes(name));
  await check();
  const stillLeft = async (): Promise<string[]> => (await databases()).filter((name) => left.includes(name));
  await expect.poll(stillLeft, { timeout: 10_000 }).toEqual([]);
  await checker.stop();
  expect(await databases()).toEqual(atFirst);
});
