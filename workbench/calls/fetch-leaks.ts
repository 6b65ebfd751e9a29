import type { OpenTransaction } from './open-transactions.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';

/**
 * Asks a workbench which transactions are open that were begun since.
 *
 * @param since in milliseconds since the epoch.
 * @returns none where the endpoint is no workbench.
 */
export async function fetchLeaks(endpoint: string, since: number): Promise<OpenTransaction[]> {
  try {
    const response = await fetch(`${endpoint}${WORKBENCH_PATH}/transactions`);
    const { open = [] } = (await response.json()) as { open?: OpenTransaction[] };
    return open.filter(({ time, ending }) => ending === undefined && Date.parse(time) >= since);
  } catch {
    return [];
  }
}
