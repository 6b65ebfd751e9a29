import type { Server } from '../database/connect.ts';
import { MadeOnce } from '../made-once.ts';
import { findSqlFiles, type SqlSource } from '../sql-files/find-sql-files.ts';
import { loadSqlFiles } from '../sql-files/load-sql-files.ts';
import { dropAgain, findOrMake, type FoundDatabase } from './found-database.ts';
import { loadTemplate } from './load-template.ts';
import { closeMade, OwnDatabases } from './own-databases.ts';
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
 * @throws Error that names file and line; a database that was made for the files is gone then.
 * @returns the database; the seed to go back to is made when it is wanted for the first time.
 */
export async function openKeptDatabase(
  server: Server,
  name: string,
  { files, isRepeatable }: { files: readonly SqlSource[]; isRepeatable: boolean },
): Promise<KeptDatabase> {
  await findSqlFiles(files);
  const found = await findOrMake(server, name);
  const { hasTables, hasPrograms } = found;
  if (!hasTables || isRepeatable) {
    await loadSqlFiles(server, name, files).catch((error: unknown) => takeBack(server, name, found, error));
  }
  const own = new MadeOnce(() => OwnDatabases.open(server));
  const seeded = adoptSeeded(server, name, async () =>
    loadTemplate({ database: server, own: await own.get(), templates: new Map() }, { files }),
  );
  return {
    ...seeded,
    isResettable: !hasTables && !hasPrograms,
    close: async () => {
      await seeded.close();
      await closeMade(own);
    },
  };
}

/** Of a table, a routine, a trigger, an event: somebody else is filling the same database. */
const EXISTS_ALREADY = new Set([1050, 1304, 1359, 1537]);

/** Once the file is mended, what it left would look like the user's own. @throws the error of the file, always. */
async function takeBack(server: Server, name: string, { isNew }: FoundDatabase, error: unknown): Promise<never> {
  const { message, cause } = error as Error;
  const { errno = 0 } = (cause ?? {}) as { errno?: number };
  if (!isNew) {
    throw new Error(`${message}\n  What ran before that is in ${name} now: take it out before the next start`, {
      cause,
    });
  }
  if (!EXISTS_ALREADY.has(errno)) await dropAgain(server, name).catch(() => undefined);
  throw error;
}
