// Handlers that print more than anybody could keep.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFunction, type StartedFunction } from './support/start-function.ts';

let started: StartedFunction;
beforeAll(async () => {
  // Not by way of console, which is how Node.js itself prints.
  started = await startFunction(
    `import { writeSync } from 'node:fs';
    // A pipe that is full takes a part, or nothing.
    const write = (text: string) => {
      for (let at = 0; at < text.length; ) try { at += writeSync(2, text.slice(at)); } catch {}
    };
    const ways = { console: (text: string) => console.log(text), node: (text: string) => write(text + '\\n') };
    export const handler = async ({ way, size, times }: { way: 'console' | 'node'; size: number; times: number }) => {
      ways[way]('first');
      for (let time = 0; time < times; time++) ways[way]('x'.repeat(size));
      ways[way]('last');
      await new Promise((resolve) => setTimeout(resolve, 100));
    };`,
    20_000,
  );
});
afterAll(() => started.end());

test.each([
  ['console', 1e6, 3],
  ['node', 1e6, 3],
  ['console', 100, 8000],
])('of what comes by %s, %d characters %d times, the end is kept', async (way, size, times) => {
  const { log } = await started.lambda.invoke(JSON.stringify({ way, size, times }));
  expect(log).toMatch(/^\[what was printed before is left out: the last 262144 characters follow\]\nx+\n/);
  expect(log.length).toBeLessThan(262_144 + 100);
  expect(log.endsWith('x\nlast\n')).toBe(true);
  const { log: next } = await started.lambda.invoke(JSON.stringify({ way, size: 1, times: 1 }));
  expect(next).toBe('first\nx\nlast\n');
});
