import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptWithOwnLists, hasApt } from './apt.ts';
import { buildOnce, cacheFolder } from './cache-folder.ts';
import type { DatabaseRequest } from './database.ts';
import { linuxRelease } from './linux-release.ts';
import { runProgram } from './run-program.ts';
import { describeUnpacked, type ServerBinary } from './server-binary.ts';

/** Debian's names of processors, as Node names them, with the folder of their libraries and their loader. */
const MACHINES: Readonly<Record<string, { debian: string; triplet: string; loader: string }>> = {
  x64: { debian: 'amd64', triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { debian: 'arm64', triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

const DEFAULT_MIRROR = 'http://deb.debian.org/debian';
const KEYRINGS = ['gpg', 'pgp'].map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`);

/** Parts of the closure that only maintainers' scripts, conversions of character sets and other programs use. */
const NOT_NEEDED =
  /^(perl|libperl|libgdbm|libdb5|libsasl2-modules|gcc-\d+-base|libc-gconv|libtirpc-common|openssl-provider)/;

/**
 * Gets MySQL from Debian's unstable release, the only one that has it: unpacked into the cache folder with every library
 * down to the C library, so that it neither needs nor touches what is installed.
 * @param request environment and progress
 * @returns the server, or undefined when this is not a Debian-like machine with a processor that has packages
 * @throws Error with apt's reason when they cannot be fetched
 */
export async function fetchMysql(request: DatabaseRequest): Promise<ServerBinary | undefined> {
  const { env, progress } = request;
  const machine = MACHINES[process.arch];
  if (!machine || !hasApt(env)) return undefined;
  const folder = join(cacheFolder(env), `mysql-debian-sid-${process.arch}`);
  await buildOnce(folder, async (root) => {
    progress('Fetching MySQL and its libraries from Debian sid (about 60 MB, once)');
    const state = join(root, 'apt');
    await mkdir(state);
    const packages = await aptWithOwnLists(env, state, await sidOptions(env, state, machine.debian));
    const plan = await packages.plan('mysql-server-core');
    await packages.unpack(
      plan.filter((entry) => !NOT_NEEDED.test(entry)),
      root,
    );
    await rm(state, { recursive: true });
    await unpacked(root, machine, env); // does it run?
  });
  return unpacked(folder, machine, env);
}

/** Options that show apt a machine with nothing installed and sid as its only source; its signatures are checked as ever. */
async function sidOptions(env: NodeJS.ProcessEnv, state: string, architecture: string): Promise<string[]> {
  const keyring = KEYRINGS.find((path) => existsSync(path));
  if (!keyring)
    throw new Error('The keys of Debian that prove its packages are missing: apt-get install debian-archive-keyring');
  const sources = join(state, 'sources.list');
  const signed = `arch=${architecture} signed-by=${keyring}`;
  await writeFile(sources, `deb [${signed}] ${await debianMirror(env)} sid main\n`);
  await writeFile(join(state, 'status'), '');
  await mkdir(join(state, 'none'));
  return [
    `Dir::Etc::sourcelist=${sources}`,
    `Dir::Etc::sourceparts=${state}/none`,
    'Dir::Etc::preferences=/dev/null',
    `Dir::Etc::preferencesparts=${state}/none`,
    `Dir::State=${state}`,
    `Dir::State::status=${state}/status`,
    `APT::Architecture=${architecture}`,
    `APT::Architectures=${architecture}`,
  ];
}

/** On Debian the mirror that the machine uses anyway. */
async function debianMirror(env: NodeJS.ProcessEnv): Promise<string> {
  if ((await linuxRelease()).id !== 'debian') return DEFAULT_MIRROR;
  const format = '$(REPO_URI) $(COMPONENT)';
  const targets = await runProgram(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages'], { env });
  const mirrors = targets.split('\n').filter((line) => line.endsWith(' main') && !line.includes('security'));
  return mirrors[0]?.split(' ')[0] ?? DEFAULT_MIRROR;
}

function unpacked(root: string, machine: { triplet: string; loader: string }, env: NodeJS.ProcessEnv) {
  const libraries = join(root, 'usr', 'lib', machine.triplet);
  const path = join(root, 'usr', 'sbin', 'mysqld');
  const share = join(root, 'usr', 'share', 'mysql');
  const options = [
    `--basedir=${join(root, 'usr')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    `--plugin-dir=${join(root, 'usr', 'lib', 'mysql', 'plugin')}`,
  ];
  const command = [join(libraries, machine.loader), '--library-path', libraries, path];
  return describeUnpacked({ path, source: `Debian packages in ${root}`, command, options }, root, env);
}
