import type { Environment } from '../environment.ts';
import { findWorkbench, NoWorkbenchError } from './find-workbench.ts';

/**
 * Where a handler runs: an environment that names a cluster counts, so that the same command runs against AWS; else a workbench
 * lends its own. An environment that leads to a workbench gets the port of its database from there: each start has another one.
 *
 * @param endpoint of a workbench; it lends all that it has.
 * @returns what is lent; undefined where this process's own environment counts as it is.
 * @throws Error where there is nothing to run against.
 */
export async function findHandlerEnvironment(endpoint?: string): Promise<Environment | undefined> {
  const { DB_CLUSTER_ARN: cluster, AWS_ENDPOINT_URL_RDS_DATA: named = '' } = process.env;
  if (endpoint !== undefined || cluster === undefined) return (await findWorkbench(endpoint)).environment;
  // AWS speaks HTTPS only, a workbench HTTP only.
  if (!named.startsWith('http://')) return undefined;
  const found = await findWorkbench().catch((error: unknown) => {
    if (error instanceof NoWorkbenchError) return undefined;
    throw error;
  });
  return found && refresh(found.environment);
}

/** What this process has counts, but for the port of a database that is where the workbench's is. */
function refresh(lent: Environment): Environment {
  const own = Object.fromEntries(Object.entries(lent).map(([name, value]) => [name, process.env[name] ?? value]));
  return own['DB_HOST'] === lent['DB_HOST'] ? { ...own, DB_PORT: lent['DB_PORT'] ?? '' } : own;
}
