import type { TestProject } from 'vitest/node';
import { startDatabase } from '../../workbench/database/start-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    socketPath: string;
    product: string;
  }
}

/**
 * One real database for the whole run; WORKBENCH_ENGINE says which: mysql, mariadb, docker, a URL. DATABASE_URL does not:
 * whoever exports it for the work does not want its databases dropped.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = process.env['WORKBENCH_ENGINE'] ?? 'auto';
  const env = { ...process.env, DATABASE_URL: '' };
  const database = await startDatabase({ engine, env, progress: (text) => console.error(text) });
  console.error(`Tests run on ${database.product} ${database.version} (${database.source})`);
  project.provide('databaseUrl', database.url);
  project.provide('socketPath', database.socketPath ?? '');
  project.provide('product', database.product);
  return () => database.stop();
}
