import pc from 'picocolors';
import { describeLeaks } from '../calls/describe-leaks.ts';
import { fetchLeaks } from '../calls/fetch-leaks.ts';
import { findHandlerEnvironment } from '../handler-environment.ts';
import { runHandler } from '../run-handler.ts';

interface RunOptions {
  readonly employees?: number;
  readonly endpoint?: string;
}

/**
 * `run FILE`: loads a handler and invokes it once; a transaction that it leaves open is told.
 *
 * @throws Error where there is nothing to run it against, and whatever the handler throws.
 */
export async function run(file: string, { employees, endpoint: named }: RunOptions): Promise<void> {
  Object.assign(process.env, await findHandlerEnvironment(named));
  const started = Date.now();
  try {
    await runHandler(file, employees);
  } finally {
    const endpoint = process.env['AWS_ENDPOINT_URL_RDS_DATA'];
    const leaks = endpoint === undefined ? [] : await fetchLeaks(endpoint, started);
    if (leaks.length > 0) console.error(pc.yellow(describeLeaks(leaks)));
  }
}
