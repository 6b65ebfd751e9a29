import { readClusterList, type ClusterList, type Credentials } from '../../emulator/index.ts';
import { consoleRoute } from '../console/console-route.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { LOCAL_CREDENTIALS, toEnvironment } from '../environment.ts';
import { greetingRoute, type Greeting } from '../http/greeting.ts';
import { createLateProgress } from './late-progress.ts';
import { startObservedEmulator, type ObservedEmulator } from '../observed-emulator.ts';
import { loadTemplate } from '../seed/load-template.ts';
import { copySeed } from '../seed/seeded-database.ts';
import type { Template } from '../seed/template.ts';
import { acquireServer, type SharedServer } from './shared-server.ts';
import type { SqlSource } from '../sql-files/find-sql-files.ts';
import { TestWorkbench } from './test-workbench.ts';
import type { SeedPlace, Workbench, WorkbenchOptions } from './workbench.ts';

/**
 * Starts an RDS Data API on a database of its own. Several in one process share a database server.
 *
 * @throws Error that tells the next move; nothing is left running then.
 */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const late = createLateProgress((text) => console.error(`workbench: ${text}`));
  const { template, database, progress = late.step } = options;
  const engine = template?.engine ?? options.engine ?? (process.env['WORKBENCH_ENGINE'] || 'auto');
  const wanted = { engine, progress, ...(database === undefined ? {} : { databaseName: database }) };
  const { server, release } = await acquireServer(wanted);
  try {
    progress('Filling the database');
    return await startOn(server, options, release);
  } catch (error) {
    await release();
    throw error;
  } finally {
    late.done();
  }
}

/** @param release gives the server back. */
async function startOn(
  server: SharedServer,
  options: WorkbenchOptions,
  release: () => Promise<void>,
): Promise<Workbench> {
  const { clusters, database, failOnLeak = false, host = '127.0.0.1', port = 0, maskValues = false } = options;
  const list = clusters === undefined ? undefined : readClusterList(clusters);
  const credentials = toWanted(options.verifySignatures);
  let workbench: TestWorkbench | undefined;
  const reset = async (): Promise<object> => (await workbench?.resetQuietly()) ?? {};
  const describe = (): Greeting => ({
    server: describeDatabase(server.database),
    environment: workbench?.env ?? {},
    isResettable: true,
  });
  const emulator = await startObservedEmulator({
    database: server.database,
    host,
    port,
    list,
    credentials,
    maskValues,
    reset,
    routes: [consoleRoute(describe), greetingRoute(describe)],
  });
  const toPlace = (name: string): SeedPlace => describePlace(server, emulator, name, { list, credentials });
  try {
    const template = await findTemplate(server, options, toPlace);
    const seeded = await copySeed(server, template, database);
    await emulator.clear();
    workbench = new TestWorkbench({
      emulator,
      seeded,
      place: toPlace(seeded.name),
      template: { engine: server.database.url, template },
      failOnLeak,
      release,
    });
    return workbench;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function findTemplate(
  server: SharedServer,
  { schema = [], seed = [], template }: WorkbenchOptions,
  toPlace: (name: string) => SeedPlace,
): Promise<Template> {
  if (template !== undefined) return template.template;
  if (typeof seed !== 'function') return loadTemplate(server, { files: [schema, seed].flatMap(toList) });
  return loadTemplate(server, { files: toList(schema), seed: async (name) => void (await seed(toPlace(name))) });
}

function toList(sources: SqlSource | readonly SqlSource[]): readonly SqlSource[] {
  return typeof sources === 'string' || sources instanceof URL ? [sources] : sources;
}

function describePlace(
  { database: { url } }: SharedServer,
  { endpoint }: ObservedEmulator,
  name: string,
  { list, credentials }: { list: ClusterList | undefined; credentials: Credentials | undefined },
): SeedPlace {
  return {
    endpoint,
    database: name,
    databaseUrl: Object.assign(new URL(url), { pathname: encodeURIComponent(name), search: '' }).href,
    env: toEnvironment(endpoint, name, url, list, credentials),
  };
}

function toWanted(wanted: boolean | Credentials = false): Credentials | undefined {
  if (typeof wanted === 'object') return wanted;
  return wanted ? LOCAL_CREDENTIALS : undefined;
}
