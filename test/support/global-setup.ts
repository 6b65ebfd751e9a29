import type { TestProject } from 'vitest/node';
import { startDatabase } from '../../workbench/database/start-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    socketPath: string;
    product: string;
  }
}

/** One real database for the whole run; WORKBENCH_ENGINE says which: mysql, mariadb, docker, a URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = process.env['WORKBENCH_ENGINE'] ?? 'auto';
  const database = await startDatabase({ engine, progress: (text) => console.error(text) });
  console.error(`Tests run on ${database.product} ${database.version} (${database.source})`);
  project.provide('databaseUrl', database.url);
  project.provide('socketPath', database.socketPath ?? '');
  project.provide('product', database.product);
  return () => database.stop();
}
