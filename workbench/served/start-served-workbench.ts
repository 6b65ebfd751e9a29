import type { CallObserver, Credentials } from '../../emulator/index.ts';
import type { Calls } from '../calls/calls.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import type { Database } from '../database/database.ts';
import { startDatabase } from '../database/start-database.ts';
import type { Environment } from '../environment.ts';
import type { Invocation } from '../lambda/invoke-route.ts';
import type { SqlSource } from '../sql-files/find-sql-files.ts';
import type { ResetReport } from '../seed/reset-to-seed.ts';

/** What a workbench is started with. */
export interface ServedWorkbenchOptions {
  /** Where the database comes from: see `startDatabase`. */
  readonly engine: string;
  /** Folder that keeps the data; without it they are thrown away at the end. */
  readonly dataFolder?: string | undefined;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The name of the database; by default the workshop's. */
  readonly databaseName?: string | undefined;
  /** What the database is filled with while it is empty; by default the workshop's table. */
  readonly schema?: readonly SqlSource[] | undefined;
  /** A file that lists clusters and secrets; without it, any ARNs will do. */
  readonly clusters?: string | undefined;
  /** Check signatures with these; without any, they are not checked. */
  readonly credentials?: Credentials | undefined;
  /** Keep no values in the record of calls. */
  readonly maskValues?: boolean | undefined;
  /** Told what is going on, one short text a step. */
  readonly progress: (text: string) => void;
  /** Told of every call of the Data API. */
  readonly called?: CallObserver['called'];
  /**
   * Told of every invocation of a function when its outcome is known, with the transactions that it left open; the caller
   * may not have the answer yet.
   */
  readonly invoked?: (invocation: Invocation, leaks: readonly OpenTransaction[]) => void;
}

/** A database, an emulator in front of it, and the workshop's functions on the same port, up and ready. */
export interface ServedWorkbench {
  readonly endpoint: string;
  readonly database: Database;
  /** Every variable that a handler and its SDK need. */
  readonly environment: Environment;
  /** Whether `reset` goes back to the seed: not where the database was there before. */
  readonly isResettable: boolean;
  readonly calls: Calls;
  /** Goes back to the seed, rolls back what is open, and forgets all calls. @throws ResetRefusedError */
  reset(): Promise<ResetReport>;
  /** Stops the functions, the emulator, then the database. Idempotent. @returns transactions that were left open. */
  stop(): Promise<readonly OpenTransaction[]>;
}

/**
 * Starts a database, fills it, and starts an emulator in front of it.
 *
 * @throws Error that tells the next move; nothing is left running then.
 */
export async function startServedWorkbench(options: ServedWorkbenchOptions): Promise<ServedWorkbench> {
  const { engine, dataFolder, progress } = options;
  const database = await startDatabase({
    engine,
    progress,
    ...(dataFolder === undefined ? {} : { dataFolder }),
    // What is loaded while a server starts, nobody waits for.
    waiting: () => void loadRest().catch(() => undefined),
  });
  try {
    const { serveWorkbench } = await loadRest();
    return await serveWorkbench(database, options);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Loads what answers. @throws whatever it throws when it is loaded, each time. */
function loadRest(): Promise<typeof import('./serve-workbench.ts')> {
  return import('./serve-workbench.ts');
}
