import { onTestFinished } from 'vitest';
import type { Database, DatabaseOptions } from '../../../../workbench/database/database.ts';
import { startDatabase } from '../../../../workbench/database/start-database.ts';

const chosen = process.env['WORKBENCH_ENGINE'];

/** The private server that this run of the suite is for: MariaDB, or MySQL with WORKBENCH_ENGINE=mysql. */
export const privateEngine = chosen === 'mysql' ? 'mysql' : 'mariadb';

/** Starts a database that is stopped when the running test is over. */
export async function startForTest(options: Partial<DatabaseOptions> = {}): Promise<Database> {
  const database = await startDatabase({ engine: privateEngine, progress: () => undefined, ...options });
  onTestFinished(() => database.stop());
  return database;
}

/** An environment in which no server, no Docker and no packages can be found: folders are searched only where given. */
export function bareEnvironment(folder: string, variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { HOME: folder, TMPDIR: folder, PATH: folder, WORKBENCH_SERVER_FOLDERS: '', ...variables };
}
