import type { Environment } from './environment.ts';
import { findRunningWorkbench } from './running-workbench.ts';

/**
 * Where a handler runs: an environment that names a cluster counts as it is, so that the same command runs against AWS;
 * else the workbench that is up lends its own.
 *
 * @returns what is lent; undefined where this process's own environment counts.
 * @throws Error where there is neither.
 */
export async function findHandlerEnvironment(): Promise<Environment | undefined> {
  if (process.env['DB_CLUSTER_ARN'] !== undefined) return undefined;
  const running = await findRunningWorkbench();
  if (running !== undefined) return running.environment;
  throw new Error(
    'No workbench is up. Start one in another terminal: npm start\nOr set DB_CLUSTER_ARN and DB_SECRET_ARN to run against AWS.',
  );
}
