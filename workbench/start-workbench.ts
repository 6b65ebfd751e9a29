import { join } from 'node:path';
import { readClusterList, type Call, type Credentials } from '../emulator/index.ts';
import type { Calls } from './calls/calls.ts';
import type { OpenTransaction } from './calls/open-transactions.ts';
import { consoleRoute } from './console/console-route.ts';
import { startDatabase, type Database } from './database/start-database.ts';
import { toEnvironment, type Environment } from './environment.ts';
import { describeDatabase } from './describe-database.ts';
import { greetingRoute, type Greeting } from './greeting.ts';
import { createFunctions } from './lambda/functions.ts';
import { invokeRoute, type Invocation } from './lambda/invoke-route.ts';
import { startObservedEmulator, type ObservedEmulator } from './observed-emulator.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { openKeptDatabase } from './seed/kept-database.ts';
import type { SqlSource } from './sql-files/find-sql-files.ts';
import type { ResetReport } from './workbench.ts';
import { workshopRoutes } from './workshop/routes.ts';
import { Workshop } from './workshop/workshop.ts';

/** The workshop's database and what is in it at first. */
const WORKSHOP = { databaseName: 'EmployeeDB', schema: [join(PACKAGE_ROOT, 'handler', 'employee.sql')] };

/** What a workbench is started with. */
export interface WorkbenchOptions {
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
  readonly called?: (call: Call) => void;
  /** Told of every invocation of a function, after it was answered, with the transactions that it left open. */
  readonly invoked?: (invocation: Invocation, leaks: readonly OpenTransaction[]) => void;
}

/** A database, an emulator in front of it, and the workshop's functions on the same port, up and ready. */
export interface Workbench {
  readonly endpoint: string;
  readonly database: Database;
  /** Every variable that a handler and its SDK need. */
  readonly environment: Environment;
  readonly calls: Calls;
  /** Goes back to the seed, rolls back what is open, and forgets all calls. */
  reset(): Promise<ResetReport>;
  /** Stops the functions, the emulator, then the database. Idempotent. @returns transactions that were left open. */
  stop(): Promise<readonly OpenTransaction[]>;
}

/**
 * Starts a database, fills it, and starts an emulator in front of it.
 *
 * @throws Error that tells the next move; nothing is left running then.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { engine, dataFolder, progress } = options;
  const database = await startDatabase({ engine, progress, ...(dataFolder === undefined ? {} : { dataFolder }) });
  try {
    return await startOn(database, options);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function startOn(database: Database, options: WorkbenchOptions): Promise<Workbench> {
  const { progress, schema = WORKSHOP.schema, databaseName = WORKSHOP.databaseName } = options;
  progress(`Filling the database ${databaseName}`);
  const isRepeatable = schema === WORKSHOP.schema;
  const seeded = await openKeptDatabase(database, databaseName, { files: schema, isRepeatable });
  const list = options.clusters === undefined ? undefined : readClusterList(options.clusters);
  progress('Starting the emulator');
  const reset = async (): Promise<ResetReport> => {
    const started = performance.now();
    const leaks = await emulator.clear();
    return { leaks, restored: await seeded.reset(), durationMs: performance.now() - started };
  };
  const { host, port, credentials, maskValues = false, called, invoked = () => undefined } = options;
  const functions = createFunctions(() => environment);
  const workshop = new Workshop(database, join(PACKAGE_ROOT, 'handler'));
  const describe = (): Greeting => ({ server: describeDatabase(database), environment });
  const routes = [
    consoleRoute(describe),
    workshopRoutes(workshop),
    greetingRoute(describe),
    invokeRoute(functions, (invocation) => invoked(invocation, leaksOf(invocation, emulator))),
  ];
  const emulator = await startObservedEmulator({
    database,
    host,
    port,
    list,
    credentials,
    maskValues,
    reset,
    called,
    routes,
  });
  const environment = toEnvironment(emulator.endpoint, databaseName, database.url, list, credentials);
  const stop = async (): Promise<readonly OpenTransaction[]> => {
    await functions.stop();
    await workshop.stop();
    const leaks = await emulator.stop();
    await seeded.close();
    await database.stop();
    return leaks;
  };
  let stopping: ReturnType<typeof stop> | undefined;
  return {
    endpoint: emulator.endpoint,
    database,
    environment,
    calls: emulator.calls,
    reset,
    stop: () => (stopping ??= stop()),
  };
}

/** @returns the transactions that were begun during the invocation and are still open. */
function leaksOf({ outcome }: Invocation, emulator: ObservedEmulator): OpenTransaction[] {
  const begun = Date.now() - outcome.durationMs;
  return emulator.leaks().filter(({ time, ending }) => ending === undefined && Date.parse(time) >= begun - 1);
}
