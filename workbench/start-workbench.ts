import { fileURLToPath } from 'node:url';
import { createEmulator, type Hooks } from '../emulator/index.ts';
import { loadSqlFile } from './database/load-sql-file.ts';
import { startDatabase, type Database } from './database/start-database.ts';
import { toEnvironment, type Environment } from './environment.ts';

/** The workshop's database and what is in it at first. */
const DATABASE_NAME = 'EmployeeDB';
const SCHEMA_FILE = fileURLToPath(new URL('../handler/employee.sql', import.meta.url));

/** What a workbench is started with. */
export interface WorkbenchOptions {
  /** Where the database comes from: see `startDatabase`. */
  readonly engine: string;
  /** Folder that keeps the data; without it they are thrown away at the end. */
  readonly dataFolder?: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Told what is going on, one short text a step. */
  readonly progress: (text: string) => void;
  readonly hooks?: Hooks;
}

/** A database and an emulator in front of it, up and ready. */
export interface Workbench {
  readonly endpoint: string;
  readonly database: Database;
  /** Every variable that a handler and its SDK need. */
  readonly environment: Environment;
  /** Stops the emulator, then the database. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a database, creates the workshop's schema in it, and starts an emulator in front of it.
 *
 * @throws Error that tells the next move; nothing is left running then.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { engine, dataFolder, host, port, progress, hooks } = options;
  const database = await startDatabase({ engine, progress, ...(dataFolder === undefined ? {} : { dataFolder }) });
  try {
    progress(`Creating the database ${DATABASE_NAME}`);
    await loadSqlFile(database.url, DATABASE_NAME, SCHEMA_FILE);
    progress('Starting the emulator');
    const { url: databaseUrl, socketPath } = database;
    const config = { host, port, databaseUrl, ...(socketPath === undefined ? {} : { socketPath }) };
    const emulator = await createEmulator(config, hooks);
    const stop = async (): Promise<void> => {
      await emulator.stop();
      await database.stop();
    };
    const environment = toEnvironment(emulator.endpoint, DATABASE_NAME, databaseUrl);
    return { endpoint: emulator.endpoint, database, environment, stop };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
