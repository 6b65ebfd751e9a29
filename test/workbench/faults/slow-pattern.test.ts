// A regular expression that takes longer than anybody waits.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { formatFaults } from '../../../workbench/terminal/format-faults.ts';
import type { Faults } from '../../../workbench/faults/faults.ts';
import type { TestEmulator } from '../../support/emulator.ts';
import { startFaultyEmulator } from './support/start-faulty-emulator.ts';

let emulator: TestEmulator;
let faults: Faults;
beforeEach(async () => {
  ({ emulator, faults } = await startFaultyEmulator());
});
afterEach(() => emulator[Symbol.asyncDispose]());

test('a pattern that backtracks without end matches nothing, is told of, and turned off', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  faults.add({ kind: 'data-api-off', sql: '^SELECT .(a+)+$' });
  const slow = `SELECT '${'a'.repeat(40)}'`;
  const started = performance.now();
  expect(await emulator.select(slow)).toEqual([[{ stringValue: 'a'.repeat(40) }]]);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(told.mock.calls).toEqual([
    [
      'Fault f1 is turned off: its regular expression ^SELECT .(a+)+$ took longer than 100 ms ' +
        'for the SQL of a call. Add it again without a repetition inside a repetition, such as (a+)+',
    ],
  ]);
  expect(faults.list()).toEqual([expect.objectContaining({ id: 'f1', hits: 0, remaining: 0 }) as object]);
  expect(formatFaults(faults.report())).toContain('f1   data-api-off sql=^SELECT .(a+)+$ (happened 0, over)');
  await emulator.select(slow);
  expect(told).toHaveBeenCalledOnce();
});

test('other patterns go on, in whichever case, and so does one that was there beside it', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  faults.add({ kind: 'data-api-off', sql: '(a+)+$' });
  faults.add({ kind: 'data-api-off', sql: 'from\\s+nowhere' });
  await emulator.select(`SELECT '${'a'.repeat(40)}'`);
  await expect(emulator.select('SELECT 1 FROM nowhere')).rejects.toThrow('HttpEndpoint');
});
