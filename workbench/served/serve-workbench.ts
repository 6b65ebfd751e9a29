import { join } from 'node:path';
import { readClusterList } from '../../emulator/index.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import { consoleRoute } from '../console/console-route.ts';
import type { Database } from '../database/start-database.ts';
import { endAll } from '../end-all.ts';
import { toEnvironment } from '../environment.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { greetingRoute, type Greeting } from '../http/greeting.ts';
import { createFunctions } from '../lambda/functions.ts';
import { invokeRoute, type Invocation } from '../lambda/invoke-route.ts';
import { startObservedEmulator, type ObservedEmulator } from '../observed-emulator.ts';
import { once } from '../once.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { ResetRefusedError } from '../seed/reset-refused-error.ts';
import { openKeptDatabase } from '../seed/kept-database.ts';
import type { ServedWorkbench, ServedWorkbenchOptions } from './start-served-workbench.ts';
import type { ResetReport } from '../library/workbench.ts';
import { workshopRoutes } from '../workshop/routes.ts';
import { Workshop } from '../workshop/workshop.ts';

/** The workshop's database and what is in it at first. */
const WORKSHOP = { databaseName: 'EmployeeDB', schema: [join(PACKAGE_ROOT, 'handler', 'employee.sql')] };

/** Fills a database and starts an emulator in front of it; it is stopped together with them. */
export async function serveWorkbench(database: Database, options: ServedWorkbenchOptions): Promise<ServedWorkbench> {
  const { progress, schema = WORKSHOP.schema, databaseName = WORKSHOP.databaseName } = options;
  const list = options.clusters === undefined ? undefined : readClusterList(options.clusters);
  progress(`Filling the database ${databaseName}`);
  const isRepeatable = schema === WORKSHOP.schema;
  const seeded = await openKeptDatabase(database, databaseName, { files: schema, isRepeatable });
  progress('Starting the emulator');
  const reset = async (): Promise<ResetReport> => {
    if (!seeded.isResettable) throw new ResetRefusedError(databaseName);
    const started = performance.now();
    const leaks = await emulator.clear();
    return { leaks, restored: await seeded.reset(), durationMs: performance.now() - started };
  };
  const { host, port, credentials, maskValues = false, called, invoked = () => undefined } = options;
  const functions = createFunctions(() => environment);
  const workshop = new Workshop(database, join(PACKAGE_ROOT, 'handler'));
  const { isResettable } = seeded;
  const describe = (): Greeting => ({ server: describeDatabase(database), environment, isResettable });
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
    let leaks: readonly OpenTransaction[] = [];
    await endAll([
      () => functions.stop(),
      () => workshop.stop(),
      async () => (leaks = await emulator.stop()),
      () => seeded.close(),
      () => database.stop(),
    ]);
    return leaks;
  };
  return {
    endpoint: emulator.endpoint,
    database,
    environment,
    isResettable,
    calls: emulator.calls,
    reset,
    stop: once(stop),
  };
}

/** @returns the transactions that were begun during the invocation and are still open. */
function leaksOf({ outcome }: Invocation, emulator: ObservedEmulator): OpenTransaction[] {
  const begun = Date.now() - outcome.durationMs;
  return emulator.leaks().filter(({ time, ending }) => ending === undefined && Date.parse(time) >= begun - 1);
}
