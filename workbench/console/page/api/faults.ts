import { signal } from '@preact/signals';
import { ask, AskError } from './ask.ts';

/** Whether the cluster answers, and when it pauses by itself. */
export interface ClusterState {
  readonly state: 'available' | 'paused' | 'resuming';
  readonly autoPauseSeconds: number | null;
  readonly resumeSeconds: number;
  readonly resumesInMs?: number;
}

/** A fault that is set; its own settings depend on its kind. */
export interface Fault {
  readonly id: string;
  readonly kind: string;
  readonly operations?: readonly string[];
  readonly sql?: string;
  readonly probability: number;
  readonly times?: number;
  readonly hits: number;
  readonly remaining?: number;
  readonly [setting: string]: unknown;
}

export interface FaultState {
  readonly seed: number;
  readonly cluster: ClusterState;
  readonly faults: readonly Fault[];
}

const INTERVAL_MS = 2000;

/** What is set now; undefined where the workbench knows no faults. */
export const faultState = signal<FaultState | undefined>(undefined);

/** Asks anew, after a change of ours. */
export async function loadFaults(): Promise<void> {
  try {
    faultState.value = (await ask('GET', '/faults')) as FaultState;
  } catch (error) {
    if (!(error instanceof AskError && error.status === 404)) throw error;
  }
}

/** Keeps it fresh while somebody looks: a test or another page may set faults, too. */
export function watchFaults(): void {
  const look = (): void => void (document.hidden ? undefined : loadFaults().catch(() => undefined));
  look();
  setInterval(look, INTERVAL_MS);
  document.addEventListener('visibilitychange', look);
}
