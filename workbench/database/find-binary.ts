import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describeBinary, type ServerBinary } from './server-binary.ts';

const NAMES = { MySQL: ['mysqld'], MariaDB: ['mariadbd', 'mysqld'] } as const;

/** Where servers are installed without being on everybody's PATH: Linux packages, Homebrew, MySQL's own macOS package. */
const USUAL_FOLDERS = [
  '/usr/sbin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/mysql/bin',
  ...['/opt/homebrew', '/usr/local'].flatMap((prefix) => [
    `${prefix}/bin`,
    ...['mysql', 'mysql@8.4', 'mysql@8.0', 'mariadb'].map((formula) => `${prefix}/opt/${formula}/bin`),
  ]),
];

/**
 * Looks for a server of one product on this machine.
 * @param product whose server is wanted
 * @param env PATH is searched first, then WORKBENCH_SERVER_FOLDERS (by default the usual places for servers)
 * @returns the first one that runs and is new enough, or undefined
 */
export async function findBinary(
  product: ServerBinary['product'],
  env: NodeJS.ProcessEnv,
): Promise<ServerBinary | undefined> {
  for (const path of candidates(NAMES[product], env)) {
    const binary = await describeBinary({ path, source: path, command: [path], options: [] }, env).catch(
      () => undefined,
    );
    if (binary?.product === product) return binary;
  }
  return undefined;
}

function candidates(names: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const split = (list: string): string[] => list.split(delimiter).filter((folder) => folder !== '');
  const others = env['WORKBENCH_SERVER_FOLDERS'];
  const folders = [...split(env['PATH'] ?? ''), ...(others === undefined ? USUAL_FOLDERS : split(others))];
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set(paths)].filter((path) => existsSync(path));
}
