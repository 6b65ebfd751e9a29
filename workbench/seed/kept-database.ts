import { connect, type Server } from '../database/connect.ts';
import { quote } from '../database/quote.ts';
import { MadeOnce } from '../made-once.ts';
import { findSqlFiles, type SqlSource } from '../sql-files/find-sql-files.ts';
import { loadSqlFiles } from '../sql-files/load-sql-files.ts';
import { ask } from './ask.ts';
import { loadTemplate } from './load-template.ts';
import { OwnDatabases } from './own-databases.ts';
import { adoptSeeded, type SeededDatabase } from './seeded-database.ts';

/** A database that outlives us where its server does. */
export interface KeptDatabase extends SeededDatabase {
  /** Whether all that is in it was made here: there was nothing in it before. */
  readonly isResettable: boolean;
}

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
): Promise<KeptDatabase> {
  await findSqlFiles(files);
  const { hasTables, hasPrograms } = await makeIfNeeded(server, name);
  if (!hasTables || isRepeatable) await loadSqlFiles(server, name, files);
  const own = new MadeOnce(() => OwnDatabases.open(server));
  const seeded = adoptSeeded(server, name, async () =>
    loadTemplate({ database: server, own: await own.get(), templates: new Map() }, { files }),
  );
  return {
    ...seeded,
    isResettable: !hasTables && !hasPrograms,
    close: async () => {
      await seeded.close();
      await (await own.made())?.close();
    },
  };
}

/** @returns what is in it. */
async function makeIfNeeded(server: Server, name: string): Promise<{ hasTables: boolean; hasPrograms: boolean }> {
  const connection = await connect(server);
  try {
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${quote(name)}`);
    const [row] = await ask<'tables' | 'programs'>(connection, CONTENTS, [name, name, name]);
    return { hasTables: row?.tables !== 0, hasPrograms: row?.programs !== 0 };
  } finally {
    connection.destroy();
  }
}

const CONTENTS = `SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?) AS tables,
  (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?) +
  (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?) AS programs`;
