import type { Clock } from '../../emulator/index.ts';

/** The real time, which can be made to jump: what takes AWS minutes happens at once then. */
export interface JumpingClock extends Clock {
  /** Moves the time on and runs what became due, in order, before it returns. */
  jump(ms: number): void;
}

/** @returns a clock that shows the time of this machine, until it is made to jump. */
export function createJumpingClock(): JumpingClock {
  let jumped = 0;
  const waiting = new Set<{ due: number; run: () => void }>();
  const now = (): number => Date.now() + jumped;
  return {
    now,
    elapsed: () => performance.now() + jumped,
    after(ms, action) {
      const timer = setTimeout(() => entry.run(), ms);
      timer.unref();
      const cancel = (): void => {
        clearTimeout(timer);
        waiting.delete(entry);
      };
      const run = (): void => {
        cancel();
        action();
      };
      const entry = { due: now() + ms, run };
      waiting.add(entry);
      return cancel;
    },
    jump(ms) {
      jumped += ms;
      const due = [...waiting].filter((entry) => entry.due <= now());
      for (const { run } of due.sort((a, b) => a.due - b.due)) run();
    },
  };
}
