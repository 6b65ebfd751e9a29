import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startDatabase } from '../../../workbench/database/start-database.ts';
import { isAlive } from './support/is-alive.ts';
import { privateEngine } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('support/start-and-wait.ts', import.meta.url));

/** Whatever has to be fetched or set up is there before a program is started that has to be quick. */
beforeAll(async () => {
  await (await startDatabase({ engine: privateEngine, progress: () => undefined })).stop();
});

/** Runs the program until its database is up. */
async function startProgram(...args: string[]): Promise<{ program: ChildProcess; folder: string }> {
  const command = ['--import', 'tsx', PROGRAM, privateEngine, ...args];
  const program = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void program.kill('SIGKILL'));
  const [socketPath] = await once(createInterface(program.stdout), 'line');
  return { program, folder: dirname(String(socketPath)) };
}

async function serverPid(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'server.pid'), 'utf8'));
}

/** Tidying up takes a moment: waits for it, and answers whether it was done. */
async function isTidiedUp(folder: string, pid?: number): Promise<boolean> {
  const isDone = (): boolean => !existsSync(folder) && (pid === undefined || !isAlive(pid));
  await vi.waitUntil(isDone, { timeout: 15_000, interval: 20 }).catch(() => undefined);
  return isDone();
}

test.each(['main', 'worker'])('kill -9 of the program leaves no server and no folder (%s thread)', async (thread) => {
  const { program, folder } = await startProgram(thread, 'wait');
  const pid = await serverPid(folder);
  program.kill('SIGKILL');
  expect(await isTidiedUp(folder, pid)).toBe(true);
});

test('a program that exits without stopping its database leaves nothing either', async () => {
  const { program, folder } = await startProgram('main', 'exit');
  if (program.exitCode === null) await once(program, 'exit');
  expect(await isTidiedUp(folder)).toBe(true);
});

test('kill -9 of the program ends a server with kept data in good order', async () => {
  const dataFolder = await temporaryFolder();
  const { program, folder } = await startProgram('main', 'wait', dataFolder);
  const pid = await serverPid(folder);
  program.kill('SIGKILL');
  expect(await isTidiedUp(folder, pid)).toBe(true);
  expect(existsSync(join(dataFolder, 'ibdata1'))).toBe(true);
});
