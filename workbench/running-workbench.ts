import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './database/cache-folder.ts';
import type { Environment } from './environment.ts';

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

/** @returns the workbenches that are up, the one that was started last first; files of dead ones are removed. */
export async function listRunningWorkbenches(): Promise<RunningWorkbench[]> {
  const names = await readdir(folder()).catch(() => []);
  const found: RunningWorkbench[] = [];
  for (const name of names) {
    const file = join(folder(), name);
    if (isAlive(Number.parseInt(name, 10))) found.push(JSON.parse(await readFile(file, 'utf8')) as RunningWorkbench);
    else await rm(file, { force: true });
  }
  return found.sort((a, b) => b.startedAt - a.startedAt);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
