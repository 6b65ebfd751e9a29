import { existsSync } from 'node:fs';
import { readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runToEnd, type FirstRun } from './first-run.ts';
import type { ServerBinary } from './server-binary.ts';

const ALWAYS = ['--skip-log-bin', '--secure-file-priv=NULL'];

/**
 * Fills an empty folder with the data of a new MySQL: the account root without a password, and nothing else.
 * @throws Error with the last lines of the server's log
 */
export async function makeMysqlData(run: FirstRun): Promise<void> {
  await runToEnd(run, ['--initialize-insecure', ...ALWAYS]);
  if (await hasClassicHashing(run.binary)) await installClassicHashing(run);
  await rm(join(run.dataFolder, 'auto.cnf'), { force: true }); // the server's own id: each copy makes a new one
  await removeSpareLogs(join(run.dataFolder, '#innodb_redo'));
}

/** A server deletes them first of all, and makes others while it serves: half the time of a copy, for nothing. */
async function removeSpareLogs(folder: string): Promise<void> {
  if (!existsSync(folder)) return; // before 8.0.30
  const spares = (await readdir(folder)).filter((name) => name.endsWith('_tmp'));
  await Promise.all(spares.map((name) => rm(join(folder, name))));
}

/** MySQL 9.7 moved MD5() and SHA1() into a component; in MySQL 8, and so in Aurora, they are simply there. */
async function hasClassicHashing(binary: ServerBinary): Promise<boolean> {
  const prefix = dirname(dirname(await realpath(binary.path)));
  const folders = ['lib/plugin', 'lib/mysql/plugin', 'lib64/mysql/plugin'];
  return folders.some((folder) => existsSync(join(prefix, folder, 'component_classic_hashing.so')));
}

/** A server that initializes cannot install components: a second short run does, and shuts itself down. */
async function installClassicHashing(run: FirstRun): Promise<void> {
  const initFile = join(run.scratchFolder, 'component.sql');
  await writeFile(initFile, "INSTALL COMPONENT 'file://component_classic_hashing';\nSHUTDOWN;\n");
  const socket = `--socket=${join(run.scratchFolder, 'socket')}`;
  const pidFile = `--pid-file=${join(run.scratchFolder, 'pid')}`;
  await runToEnd(run, [
    `--init-file=${initFile}`,
    socket,
    pidFile,
    '--skip-networking',
    '--loose-mysqlx=OFF',
    ...ALWAYS,
  ]);
}
