import { waitAtMost } from '../../emulator/index.ts';
import { connect, type Server } from '../database/connect.ts';
import { MadeOnce } from '../made-once.ts';
import { KeptConnection } from './kept-connection.ts';
import type { OwnDatabases } from './own-databases.ts';
import { ResettableDatabase } from './resettable-database.ts';
import { copyTemplate, type Template } from './template.ts';

/** Waited too long for rows, or for a table. */
const LOCK_ERRORS = new Set([1205, 1213]);
/** How often a reset that goes on when all ends is asked after, and how long the server may take to say that it works. */
const LOOK_MS = 3000;

/** A database with its own way back to the seed. */
export interface SeededDatabase {
  readonly name: string;
  /** Goes back to the seed, one call after another. @returns the names of what had to be restored. */
  reset(): Promise<string[]>;
  /** Drops it, if it is ours, and gives everything back. */
  close(): Promise<void>;
}

/** Makes a database that is a copy of the seed. */
export async function copySeed(
  { database: server, own }: { database: Server; own: OwnDatabases },
  template: Template,
  name: string = own.newName(),
): Promise<SeededDatabase> {
  const kept = new KeptConnection(() => connect(server));
  try {
    const resettable = await own.make(name, async () => {
      const definition = await copyTemplate(await kept.get(), template, name);
      return new ResettableDatabase(name, template, definition);
    });
    return toSeeded(
      server,
      name,
      kept,
      () => Promise.resolve(resettable),
      () => own.drop(name),
    );
  } catch (error) {
    await kept.close();
    throw error;
  }
}

/**
 * Takes a database that is as the seed, and is not ours.
 *
 * @param makeTemplate makes the seed when it is wanted for the first time.
 */
export function adoptSeeded(server: Server, name: string, makeTemplate: () => Promise<Template>): SeededDatabase {
  const resettable = new MadeOnce(async () => {
    const template = await makeTemplate();
    return new ResettableDatabase(name, template, template.definition);
  });
  return toSeeded(
    server,
    name,
    new KeptConnection(() => connect(server)),
    () => resettable.get(),
    () => Promise.resolve(),
  );
}

function toSeeded(
  server: Server,
  name: string,
  kept: KeptConnection,
  find: () => Promise<ResettableDatabase>,
  drop: () => Promise<void>,
): SeededDatabase {
  let last: Promise<unknown> = Promise.resolve();
  const reset = async (): Promise<string[]> => {
    const resettable = await find();
    return resettable.reset(await kept.get()).catch(explain);
  };
  return {
    name,
    reset: () => {
      const next = last.then(reset);
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      // One that works is waited for, as half of it would stay; a server that hangs ends none.
      while (!(await waitAtMost(LOOK_MS, last)) && (await isWorking(server)));
      await kept.close();
      await drop();
    },
  };
}

/** @returns whether a server lets somebody in. */
function isWorking(server: Server): Promise<boolean> {
  const entered = connect(server).then((connection) => connection.destroy());
  return waitAtMost(LOOK_MS, entered).catch(() => false);
}

function explain(error: unknown): never {
  if (!LOCK_ERRORS.has((error as { errno?: number }).errno ?? 0)) throw error;
  const { message } = error as Error;
  throw new Error(
    `The database cannot be reset while a transaction of another connection holds locks in it: ${message}`,
    {
      cause: error,
    },
  );
}
