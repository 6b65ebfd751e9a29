import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './database/cache-folder.ts';
import type { Environment } from './environment.ts';

/** One file per workbench that is up, named by its process. */
const folder = (): string => join(cacheFolder(process.env), 'running');

/**
 * Lets other commands find this process's workbench.
 *
 * @returns a function that takes it back.
 */
export async function announceWorkbench(environment: Environment): Promise<() => Promise<void>> {
  await mkdir(folder(), { recursive: true });
  const file = join(folder(), `${process.pid}.json`);
  await writeFile(file, JSON.stringify({ startedAt: Date.now(), environment }));
  return () => rm(file, { force: true });
}

/** @returns the environment of the workbench that was started last and is still up; files of dead ones are removed. */
export async function findRunningWorkbench(): Promise<Environment | undefined> {
  const names = await readdir(folder()).catch(() => []);
  const found: { startedAt: number; environment: Environment }[] = [];
  for (const name of names) {
    const file = join(folder(), name);
    if (isAlive(Number.parseInt(name, 10))) {
      found.push(JSON.parse(await readFile(file, 'utf8')) as { startedAt: number; environment: Environment });
    } else await rm(file, { force: true });
  }
  return found.sort((a, b) => b.startedAt - a.startedAt)[0]?.environment;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
