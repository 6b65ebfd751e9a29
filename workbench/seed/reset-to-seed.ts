import type { OpenTransaction } from '../calls/open-transactions.ts';
import type { ObservedEmulator } from '../observed-emulator.ts';
import type { SeededDatabase } from './seeded-database.ts';

/** What a reset had to do. */
export interface ResetReport {
  /** The names of tables, views and the like that were not as in the seed any more. */
  readonly restored: readonly string[];
  /** Transactions that were left open. */
  readonly leaks: readonly OpenTransaction[];
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Ends and forgets what an emulator has of calls, transactions and faults, then takes its database back to the seed.
 *
 * @throws Error where that cannot be, above all where another connection holds locks.
 */
export async function resetToSeed(
  emulator: Pick<ObservedEmulator, 'clear' | 'outdate'>,
  seeded: Pick<SeededDatabase, 'reset'>,
): Promise<ResetReport> {
  const started = performance.now();
  const leaks = await emulator.clear();
  try {
    const restored = await seeded.reset();
    return { restored, leaks, durationMs: performance.now() - started };
  } finally {
    // A column may have got its type back: what was prepared for the other one would store 7 for '007'.
    emulator.outdate();
  }
}
