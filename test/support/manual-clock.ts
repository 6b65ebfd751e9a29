import type { Clock } from '../../emulator/index.ts';

/** A clock that only moves when a test says so. */
export interface ManualClock extends Clock {
  /** Moves the time on and runs what became due, in order. */
  advance(ms: number): void;
  /** How many actions wait for their time. */
  readonly waiting: number;
}

export function createManualClock(): ManualClock {
  let now = Date.UTC(2025, 0, 1);
  let waiting: { due: number; action: () => void }[] = [];
  return {
    now: () => now,
    elapsed: () => now,
    get waiting() {
      return waiting.length;
    },
    after(ms, action) {
      const entry = { due: now + ms, action };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      now += ms;
      const due = waiting.filter((entry) => entry.due <= now).sort((a, b) => a.due - b.due);
      waiting = waiting.filter((entry) => entry.due > now);
      for (const { action } of due) action();
    },
  };
}
