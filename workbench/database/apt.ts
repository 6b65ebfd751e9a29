import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runProgram } from './run-program.ts';

/** Each folder belongs to whoever runs us, so apt's own unprivileged user has no business in it; and no endless retries. */
const ALWAYS = ['-q', '-o', 'APT::Sandbox::User=', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=30'];

/** apt as an ordinary user can use it: to plan and to download, not to install. */
export interface Apt {
  /** Names of the packages that begin with the given text. */
  names(start: string): Promise<string[]>;
  /** Everything that installing a package would bring, itself included, as name or name=version. */
  plan(name: string): Promise<string[]>;
  /** Downloads packages and unpacks them below a folder. */
  unpack(packages: readonly string[], root: string): Promise<void>;
}

/**
 * Whether this machine can get Debian packages.
 * @param env its PATH is searched for apt-get and dpkg
 */
export function hasApt(env: NodeJS.ProcessEnv): boolean {
  return ['apt-get', 'apt-cache', 'dpkg'].every((name) => findProgram(name, env) !== undefined);
}

/**
 * apt with the machine's own sources and lists of packages.
 * @param options more options of apt-get, each as one '-o' argument's value
 */
export function apt(env: NodeJS.ProcessEnv, options: readonly string[] = []): Apt {
  const given = [...ALWAYS, ...options.flatMap((option) => ['-o', option])];
  return {
    names: async (start) => {
      const out = await runProgram(['apt-cache', ...given, 'pkgnames', start], { env });
      return out.split('\n').filter((name) => name !== '');
    },
    plan: async (name) => {
      const out = await runProgram(['apt-get', ...given, '-s', '--no-install-recommends', 'install', name], { env });
      const packages = [...out.matchAll(/^Inst (\S+) (?:\[\S*\] )?\((\S+) /gm)].map(
        (found) => `${found[1]}=${found[2]}`,
      );
      return packages.some((entry) => entry.startsWith(`${name}=`)) ? packages : [...packages, name];
    },
    unpack: async (packages, root) => {
      const debs = join(root, 'debs');
      await rm(debs, { recursive: true, force: true }); // of an attempt that failed
      await mkdir(debs);
      await runProgram(['apt-get', ...given, 'download', ...packages], { env, cwd: debs });
      for (const file of await readdir(debs)) await runProgram(['dpkg', '-x', join(debs, file), root], { env });
      await rm(debs, { recursive: true });
    },
  };
}

/**
 * apt with lists of packages of its own, fetched now: for a machine where `apt-get update` has never been run or was run
 * long ago, and for packages of another release.
 * @param state an empty folder for the lists (over 100 MB); to be deleted afterwards
 * @param options more options of apt-get
 * @throws Error with apt's last lines when the lists cannot be fetched
 */
export async function aptWithOwnLists(
  env: NodeJS.ProcessEnv,
  state: string,
  options: readonly string[] = [],
): Promise<Apt> {
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(state, 'cache', 'archives', 'partial'), { recursive: true });
  const own = [`Dir::State::Lists=${state}/lists`, `Dir::Cache=${state}/cache`, 'Acquire::Languages=none', ...options];
  await runProgram(['apt-get', ...ALWAYS, ...own.flatMap((option) => ['-o', option]), 'update'], { env });
  return apt(env, own);
}
