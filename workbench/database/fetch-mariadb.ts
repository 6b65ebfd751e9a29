import { readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apt, aptWithOwnLists, hasApt, type Apt } from './apt.ts';
import { buildOnce, cacheFolder } from './cache-folder.ts';
import type { DatabaseRequest } from './database.ts';
import { linuxRelease } from './linux-release.ts';
import { describeUnpacked, type ServerBinary } from './server-binary.ts';

/** Configuration that is never read here, and the C library, which only works together with the system's own loader. */
const NOT_NEEDED = /^(mariadb-common|mysql-common|libc6|libc-bin|perl\S*|libperl\S*)(=|$)/;

/**
 * Gets MariaDB from the packages of this Debian or Ubuntu, unpacked into the cache folder: nothing is installed, and no
 * rights are needed.
 * @param request environment and progress
 * @returns the server, or undefined when the machine has no Debian packages
 * @throws Error with apt's reason when they cannot be fetched
 */
export async function fetchMariadb(request: DatabaseRequest): Promise<ServerBinary | undefined> {
  const { env, progress } = request;
  if (!hasApt(env)) return undefined;
  const { id, codename } = await linuxRelease();
  const folder = join(cacheFolder(env), `mariadb-${id}-${codename}-${process.arch}`);
  await buildOnce(folder, async (root) => {
    progress('Fetching MariaDB from the Debian packages (about 10 MB, once)');
    await unpackServer(env, root);
    await unpacked(root, env); // does it run?
  });
  return unpacked(folder, env);
}

/** The machine's own lists of packages are the quick way; they may be missing, or name versions that are gone. */
async function unpackServer(env: NodeJS.ProcessEnv, root: string): Promise<void> {
  try {
    await unpackWith(apt(env), root);
  } catch {
    const state = join(root, 'apt');
    await unpackWith(await aptWithOwnLists(env, state), root);
    await rm(state, { recursive: true });
  }
}

async function unpackWith(packages: Apt, root: string): Promise<void> {
  const names = await packages.names('mariadb-server-core');
  const name = names.includes('mariadb-server-core') ? 'mariadb-server-core' : names.sort().at(-1); // Ubuntu 22.04: -10.6
  if (name === undefined) throw new Error('The package sources of this machine have no mariadb-server-core');
  const plan = await packages.plan(name);
  await packages.unpack(
    plan.filter((entry) => !NOT_NEEDED.test(entry)),
    root,
  );
}

async function unpacked(root: string, env: NodeJS.ProcessEnv): Promise<ServerBinary> {
  const path = join(root, 'usr', 'sbin', 'mariadbd');
  const libraries = await Promise.all([join(root, 'usr', 'lib'), join(root, 'lib')].map(tripletFolders));
  const command = ['/usr/bin/env', `LD_LIBRARY_PATH=${libraries.flat().join(':')}`, path];
  return describeUnpacked({ path, source: `Debian packages in ${root}`, command, options: [] }, root, env);
}

async function tripletFolders(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => name.includes('-linux-gnu')).map((name) => join(folder, name));
}
