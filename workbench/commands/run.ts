import { findRunningWorkbench } from '../running-workbench.ts';
import { runHandler } from '../run-handler.ts';

/**
 * `run FILE`: invokes a handler once. An environment that names a cluster counts, so that the same command runs against
 * AWS; else the workbench that is up lends its own.
 *
 * @throws Error where there is neither.
 */
export async function run(file: string): Promise<void> {
  const running = await findRunningWorkbench();
  const { DB_CLUSTER_ARN: cluster, AWS_ENDPOINT_URL_RDS_DATA: endpoint } = process.env;
  // With the exported lines the original still lacks what is not printed: its database and password.
  const isMeant =
    cluster === undefined || (endpoint !== undefined && endpoint === running?.['AWS_ENDPOINT_URL_RDS_DATA']);
  if (cluster === undefined && running === undefined) {
    throw new Error(
      'No workbench is up. Start one in another terminal: npm start\nOr set DB_CLUSTER_ARN and DB_SECRET_ARN to run against AWS.',
    );
  }
  if (isMeant) Object.assign(process.env, { ...running, ...process.env });
  await runHandler(file);
}
