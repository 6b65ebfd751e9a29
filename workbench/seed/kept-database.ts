import { connect, type Server } from '../database/connect.ts';
import { MadeOnce } from '../made-once.ts';
import { findSqlFiles, type SqlSource } from '../sql-files/find-sql-files.ts';
import { loadSqlFiles } from '../sql-files/load-sql-files.ts';
import { ask } from './ask.ts';
import { quote } from './definition.ts';
import { loadTemplate } from './load-template.ts';
import { OwnDatabases } from './own-databases.ts';
import { adoptSeeded, type SeededDatabase } from './seeded-database.ts';

/**
 * Opens a database that outlives us where its server does: makes it if need be, and fills it while it has no tables.
 *
 * @param isRepeatable the files can be run again, and are.
 * @returns the database; the seed to go back to is made when it is wanted for the first time.
 */
export async function openKeptDatabase(
  server: Server,
  name: string,
  { files, isRepeatable }: { files: readonly SqlSource[]; isRepeatable: boolean },
): Promise<SeededDatabase> {
  await findSqlFiles(files);
  if ((await makeIfNeeded(server, name)) || isRepeatable) await loadSqlFiles(server, name, files);
  const own = new MadeOnce(() => OwnDatabases.open(server));
  const seeded = adoptSeeded(server, name, async () =>
    loadTemplate({ database: server, own: await own.get(), templates: new Map() }, { files }),
  );
  return {
    ...seeded,
    close: async () => {
      await seeded.close();
      await (await own.made())?.close();
    },
  };
}

/** @returns whether it has no tables. */
async function makeIfNeeded(server: Server, name: string): Promise<boolean> {
  const connection = await connect(server);
  try {
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${quote(name)}`);
    const sql = 'SELECT COUNT(*) AS tables FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';
    const [row] = await ask<'tables'>(connection, sql, [name]);
    return row?.tables === 0;
  } finally {
    connection.destroy();
  }
}
