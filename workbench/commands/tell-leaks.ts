import pc from 'picocolors';
import { describeLeaks } from '../calls/describe-leaks.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import type { Environment } from '../environment.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';

/**
 * Tells, on standard error, which transactions are open that a handler began.
 *
 * @param environment the handler's; where it leads to no workbench, nothing is told.
 * @param since when it started, in milliseconds since the epoch.
 */
export async function tellLeaks(environment: Environment | NodeJS.ProcessEnv, since: number): Promise<void> {
  const endpoint = environment['AWS_ENDPOINT_URL_RDS_DATA'];
  const leaks = endpoint === undefined ? [] : await fetchLeaks(endpoint, since);
  if (leaks.length > 0) console.error(pc.yellow(describeLeaks(leaks)));
}

async function fetchLeaks(endpoint: string, since: number): Promise<OpenTransaction[]> {
  try {
    const response = await fetch(`${endpoint}${WORKBENCH_PATH}/transactions`);
    const { open = [] } = (await response.json()) as { open?: OpenTransaction[] };
    return open.filter(({ time, ending }) => ending === undefined && Date.parse(time) >= since);
  } catch {
    return [];
  }
}
