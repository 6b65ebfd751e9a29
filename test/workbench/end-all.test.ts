// What is ended together is ended, whatever becomes of a part of it.
import { expect, test } from 'vitest';
import { endAll } from '../../workbench/end-all.ts';

test('each is ended in its turn, and the first error is told at the end', async () => {
  const ended: string[] = [];
  const end = (name: string, error?: Error) => async (): Promise<void> => {
    await Promise.resolve();
    ended.push(name);
    if (error !== undefined) throw error;
  };
  const ends = [end('function'), end('emulator', new Error('first')), end('seed', new Error('second')), end('server')];
  await expect(endAll(ends)).rejects.toThrow('first');
  expect(ended).toEqual(['function', 'emulator', 'seed', 'server']);
  await expect(endAll([])).resolves.toBeUndefined();
});
