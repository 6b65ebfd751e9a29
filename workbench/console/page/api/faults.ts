import { signal } from '@preact/signals';
import type { FaultReport } from '../../../faults/faults.ts';
import { ask } from './ask.ts';

const INTERVAL_MS = 2000;

/** What is set now; undefined until it came. */
export const faultState = signal<FaultReport | undefined>(undefined);

/** Asks anew, after a change of ours. @throws Error where no answer came. */
export async function loadFaults(): Promise<void> {
  faultState.value = (await ask('GET', '/faults')) as FaultReport;
}

/** Keeps it fresh while somebody looks: a test or another page may set faults, too. */
export function watchFaults(): void {
  const look = (): void => void (document.hidden ? undefined : loadFaults().catch(() => undefined));
  look();
  setInterval(look, INTERVAL_MS);
  document.addEventListener('visibilitychange', look);
}
