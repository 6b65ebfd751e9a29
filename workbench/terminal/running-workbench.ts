import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../database/cache-folder.ts';
import { isAlive } from '../database/is-alive.ts';
import type { Environment } from '../environment.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';

/** What a workbench that is up tells of itself. */
export interface RunningWorkbench {
  readonly pid: number;
  /** When it was started, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endpoint: string;
  /** The database behind it, one line for a person. */
  readonly database: string;
  readonly environment: Environment;
}

/** How long one that is up may take to answer. */
const ANSWER_MS = 5000;

/** One file per workbench that is up, named by its process. */
const folder = (): string => join(cacheFolder(process.env), 'running');

/**
 * Lets other commands find this process's workbench.
 *
 * @returns a function that takes it back.
 */
export async function announceWorkbench(
  told: Pick<RunningWorkbench, 'endpoint' | 'database' | 'environment'>,
): Promise<() => Promise<void>> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const file = join(folder(), `${process.pid}.json`);
  const running: RunningWorkbench = { pid: process.pid, startedAt: Date.now(), ...told };
  // Credentials are in it.
  await writeFile(file, JSON.stringify(running), { mode: 0o600 });
  return () => rm(file, { force: true });
}

/** @returns the workbenches that are up and answer, the latest first; files of processes that are gone are removed. */
export async function listRunningWorkbenches(): Promise<RunningWorkbench[]> {
  const names = await readdir(folder()).catch(() => []);
  const found = (await Promise.all(names.map(readRunning))).filter((each) => each !== undefined);
  return found.sort((a, b) => b.startedAt - a.startedAt);
}

async function readRunning(name: string): Promise<RunningWorkbench | undefined> {
  const file = join(folder(), name);
  try {
    if (!isAlive(Number.parseInt(name, 10))) await rm(file, { force: true });
    const running = JSON.parse(await readFile(file, 'utf8')) as RunningWorkbench;
    return (await answers(running.endpoint)) ? running : undefined;
  } catch {
    // It was removed, or may be written at this moment.
    return undefined;
  }
}

/** By now, a process number may be somebody else's. */
async function answers(endpoint: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const { ok } = await fetch(`${endpoint}${WORKBENCH_PATH}/transactions`, { method: 'HEAD', signal });
  return ok;
}
