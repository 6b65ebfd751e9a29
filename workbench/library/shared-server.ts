import type { Database } from '../database/database.ts';
import { startDatabase } from '../database/start-database.ts';
import { once } from '../once.ts';
import { OwnDatabases } from '../seed/own-databases.ts';
import type { Template } from '../seed/template.ts';

/** A database server that several workbenches of this process use. */
export interface SharedServer {
  readonly database: Database;
  readonly own: OwnDatabases;
  /** Seeds that were loaded, by what they were loaded from. */
  readonly templates: Map<string, Promise<Template>>;
}

interface ServerWanted {
  /** See `startDatabase`. */
  readonly engine: string;
  /** The name of a database that only the caller is to use there. */
  readonly databaseName?: string;
  readonly progress: (text: string) => void;
}

interface Entry {
  readonly engine: string;
  readonly starting: Promise<SharedServer>;
  readonly names: Set<string>;
  users: number;
}

/** All of this process that are starting or up. */
const entries: Entry[] = [];

/**
 * Lends a server that this process already runs, or starts one; also where `databaseName` is taken on all of them.
 *
 * @returns the server, and a function that gives it back: the last one who does ends it.
 * @throws Error that tells the next move.
 */
export async function acquireServer(
  wanted: ServerWanted,
): Promise<{ server: SharedServer; release: () => Promise<void> }> {
  const { engine, databaseName } = wanted;
  const entry = entries.find((each) => each.engine === engine && !each.names.has(databaseName ?? '')) ?? add(wanted);
  entry.users += 1;
  if (databaseName !== undefined) entry.names.add(databaseName);
  const release = once(() => leave(entry, databaseName));
  try {
    return { server: await entry.starting, release };
  } catch (error) {
    await release();
    throw error;
  }
}

function add({ engine, progress }: ServerWanted): Entry {
  const entry: Entry = { engine, starting: start(engine, progress), names: new Set(), users: 0 };
  entries.push(entry);
  return entry;
}

async function start(engine: string, progress: (text: string) => void): Promise<SharedServer> {
  const database = await startDatabase({ engine, progress });
  try {
    return { database, own: await OwnDatabases.open(database), templates: new Map() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function leave(entry: Entry, databaseName: string | undefined): Promise<void> {
  entry.users -= 1;
  if (databaseName !== undefined) entry.names.delete(databaseName);
  if (entry.users > 0) return;
  // From here on nobody else gets it, and whoever comes starts another one.
  entries.splice(entries.indexOf(entry), 1);
  const server = await entry.starting.catch(() => undefined);
  await server?.own.close();
  await server?.database.stop();
}
