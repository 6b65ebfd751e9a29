import { askWorkbench } from '../terminal/ask-workbench.ts';
import { describeLeaks } from '../calls/describe-leaks.ts';
import type { ResetReport } from '../seed/reset-to-seed.ts';

interface ResetOptions {
  readonly endpoint?: string;
  readonly failOnLeak?: boolean;
}

/** `reset`: takes the workbench back to its seed. @throws Error where there is none, or it cannot. */
export async function reset({ endpoint, failOnLeak = false }: ResetOptions): Promise<void> {
  const { restored, leaks, durationMs } = await askWorkbench<ResetReport>('POST', '/reset', { endpoint });
  const what = restored.length === 0 ? 'nothing had changed' : `restored ${restored.join(', ')}`;
  console.log(`Back at the seed after ${durationMs.toFixed(0)} ms: ${what}`);
  if (leaks.length > 0) console.error(describeLeaks(leaks));
  if (leaks.length > 0 && failOnLeak) process.exitCode = 1;
}
