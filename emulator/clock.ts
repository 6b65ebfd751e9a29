/** The time by which things wait, expire and are refused, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since an arbitrary moment, for measuring durations; setting the system clock does not affect it. */
  elapsed(): number;
  /** Calls `action` once after `ms` milliseconds. @returns a function that calls it off. */
  after(ms: number, action: () => void): () => void;
}

/** This machine's time. What waits on it does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    // A waiting expiry must not keep a process alive that has nothing else to do.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
