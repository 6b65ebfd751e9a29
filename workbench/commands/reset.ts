import { WORKBENCH_PATH } from '../calls/routes.ts';
import { describeLeaks } from '../calls/describe-leaks.ts';
import { findRunningWorkbench } from '../running-workbench.ts';
import type { ResetReport } from '../workbench.ts';

interface ResetOptions {
  readonly endpoint?: string;
  readonly failOnLeak?: boolean;
}

/** `reset`: takes the workbench back to its seed. @throws Error where there is none, or it cannot. */
export async function reset({ endpoint, failOnLeak = false }: ResetOptions): Promise<void> {
  const { restored, leaks, durationMs } = await ask(endpoint ?? (await findEndpoint()));
  const what = restored.length === 0 ? 'nothing had changed' : `restored ${restored.join(', ')}`;
  console.log(`Back at the seed after ${durationMs.toFixed(0)} ms: ${what}`);
  if (leaks.length > 0) console.error(describeLeaks(leaks));
  if (leaks.length > 0 && failOnLeak) process.exitCode = 1;
}

/** Below `exec`, the command's own workbench is in its environment. */
async function findEndpoint(): Promise<string> {
  const endpoint = process.env['AWS_ENDPOINT_URL_RDS_DATA'] ?? (await findRunningWorkbench())?.endpoint;
  if (endpoint !== undefined) return endpoint;
  throw new Error('No workbench is up. Start one: workbench start, or npm start');
}

async function ask(endpoint: string): Promise<ResetReport> {
  const url = `${endpoint}${WORKBENCH_PATH}/reset`;
  const response = await fetch(url, { method: 'POST' }).catch((error: unknown) => {
    throw new Error(`Nobody answers at ${endpoint}`, { cause: error });
  });
  const body = (await response.json().catch(() => ({}))) as ResetReport & { message?: string };
  if (response.ok) return body;
  throw new Error(`${url} answered ${response.status}: ${body.message ?? 'it is no workbench'}`);
}
