import { findRunningWorkbench } from '../running-workbench.ts';
import { runHandler } from '../run-handler.ts';

/**
 * `run FILE`: invokes a handler once. An environment that names a cluster is left as it is, so that the same command
 * runs against AWS; else the workbench that is up lends its own.
 *
 * @throws Error where there is neither.
 */
export async function run(file: string): Promise<void> {
  if (process.env['DB_CLUSTER_ARN'] === undefined) {
    const environment = await findRunningWorkbench();
    if (environment === undefined) {
      throw new Error(
        'No workbench is up. Start one in another terminal: npm start\nOr set DB_CLUSTER_ARN and DB_SECRET_ARN to run against AWS.',
      );
    }
    Object.assign(process.env, environment);
  }
  await runHandler(file);
}
