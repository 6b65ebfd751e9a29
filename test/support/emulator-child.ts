// The emulator as a process of its own, for tests that measure it or try to break it: see emulator-process.ts.
import { systemClock, type Clock } from '../../emulator/clock.ts';
import { createEmulator } from '../../emulator/index.ts';
import { Calls } from '../../workbench/calls/calls.ts';
import type { ChildSettings, Request } from './emulator-process.ts';

const settings = JSON.parse(process.env['EMULATOR_SETTINGS'] ?? '{}') as ChildSettings;
delete process.env['EMULATOR_SETTINGS'];

/** Time as it is, and what waits can be made due. */
const waiting = new Map<() => void, number>();
const clock: Clock = {
  now: () => systemClock.now(),
  elapsed: () => systemClock.elapsed(),
  after(ms, action) {
    const cancel = systemClock.after(ms, () => {
      waiting.delete(act);
      action();
    });
    const act = (): void => {
      cancel();
      action();
    };
    waiting.set(act, systemClock.now() + ms);
    return () => {
      waiting.delete(act);
      cancel();
    };
  },
};

function skip(ms: number): void {
  const until = clock.now() + ms;
  for (const [act, due] of [...waiting]) {
    if (due <= until && waiting.delete(act)) act();
  }
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

const calls = new Calls();
const emulator = await createEmulator({ host: '127.0.0.1', port: 0, ...settings }, { called: calls.record }, clock);

process.on('message', ({ ask, ms = 0 }: Request) => {
  if (ask === 'skip') skip(ms);
  if (ask === 'stop') return void emulator.stop().then(() => process.disconnect());
  process.send?.({ answer: ask === 'memory' ? memory() : 0 });
});
// Whoever asked is gone.
process.on('disconnect', () => void emulator.stop());
process.send?.({ answer: emulator.endpoint });
