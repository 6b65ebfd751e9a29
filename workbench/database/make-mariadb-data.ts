import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runToEnd, type FirstRun } from './first-run.ts';
import type { ServerBinary } from './server-binary.ts';

const BOOTSTRAP = [
  '--bootstrap',
  '--log-warnings=0',
  '--enforce-storage-engine=',
  '--max-allowed-packet=8M',
  '--net-buffer-length=16K',
];

/** The scripts that make a new server's system tables, in the order of mariadb-install-db, less the help texts. */
const SCRIPTS = ['system_tables', 'performance_tables', 'system_tables_data', 'add_gis_sp_bootstrap', 'sys_schema'];

/** Bootstrap mode wants each statement to end at the end of a line. */
const BEFORE = 'create database if not exists mysql;\nuse mysql;\nset @auth_root_socket=NULL;';
const AFTER = "delete from mysql.global_priv where User = '' or (User = 'root' and Host <> 'localhost');\n";

/**
 * Fills an empty folder with the data of a new MariaDB: the account root without a password, and nothing else.
 * MariaDB's own script for this needs more packages than the server, so its SQL is fed to the server directly.
 * @throws Error when the installation is not complete, or with the last lines of the server's log
 */
export async function makeMariadbData(run: FirstRun): Promise<void> {
  const folder = await sqlFolder(run.binary);
  const names = await readdir(folder);
  const texts = SCRIPTS.map((script) => {
    const name = names.find((each) => new RegExp(`^(mysql|maria|mariadb)_${script}\\.sql$`).test(each));
    if (name === undefined) throw new Error(`${folder} holds no ${script}.sql: install the whole MariaDB server`);
    return readFile(join(folder, name), 'utf8');
  });
  const input = join(run.scratchFolder, 'bootstrap.sql');
  await writeFile(input, [BEFORE, ...(await Promise.all(texts)), AFTER].join('\n'));
  await runToEnd(run, BOOTSTRAP, input);
}

/** MariaDB 11 renamed the folder and the files. */
async function sqlFolder(binary: ServerBinary): Promise<string> {
  const prefix = dirname(dirname(await realpath(binary.path)));
  const folders = ['share/mysql', 'share/mariadb', 'share'].map((folder) => join(prefix, folder));
  const found = folders.find((folder) =>
    ['mysql', 'mariadb'].some((product) => existsSync(join(folder, `${product}_system_tables.sql`))),
  );
  if (found === undefined) throw new Error(`None of ${folders.join(', ')} holds the SQL that sets up a new MariaDB`);
  return found;
}
