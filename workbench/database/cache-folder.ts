import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * The folder for everything that is made or downloaded once per user.
 * @param env environment variables; XDG_CACHE_HOME moves the folder
 * @returns an absolute path; the folder may not exist yet
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return resolve(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'rds-data-workbench');
}

/**
 * Makes a folder unless it is there. It appears under its name only when it is complete, so a build that was cut short
 * is never taken for a good one, and of two processes that build at the same time the later one uses the folder of the first.
 * @param folder absolute path of the finished folder
 * @param build fills the empty folder that it is given
 * @returns the path of the finished folder
 * @throws whatever build throws; nothing is left behind then
 */
export async function buildOnce(folder: string, build: (emptyFolder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  const unfinished = await mkdtemp(`${folder}.new-`);
  try {
    await build(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** A process that was killed while it built cannot tidy up after itself: the next builder does. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.new-`)) continue;
    const path = join(dirname(folder), name);
    const changed = await stat(path).catch(() => undefined);
    if (changed && Date.now() - changed.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
