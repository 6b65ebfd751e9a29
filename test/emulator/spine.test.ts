import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

test('a parameter goes in and a record comes out', async () => {
  await expect(emulator.select('SELECT :answer', { name: 'answer', value: { longValue: 42 } })).resolves.toEqual([
    [{ longValue: 42 }],
  ]);
});
