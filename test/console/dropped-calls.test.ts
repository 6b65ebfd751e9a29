// The oldest of very many calls go while the reader looks at some of them, which a filter has found.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER_PATH } from '../support/browser.ts';
import { openConsole, type ConsoleUnderTest } from './support/open-console.ts';

/** The page keeps so many. */
const FULL = 50_000;
const PART = 10_000;
const CALLS_AT_ONCE = 250;
/** Wherever the list begins: what is above it may grow. */
const FIRST_IN_SIGHT = `(() => {
  const { left, top } = document.querySelector('.list').getBoundingClientRect();
  return document.elementFromPoint(left + 50, top + 15).closest('.list-row').id;
})()`;

describe.skipIf(BROWSER_PATH === undefined)('a filtered list whose oldest calls go', () => {
  let under: ConsoleUnderTest;
  beforeAll(async () => (under = await openConsole()));
  afterAll(() => under[Symbol.asyncDispose]());

  /** Records calls, every tenth of which is wanted. */
  async function record(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n++) {
      const request = { ...under.own, sql: `SELECT ${n} /* ${n % 10 === 0 ? 'wanted' : 'other'} */` };
      const call = {
        operation: 'ExecuteStatement' as const,
        time: Date.now(),
        durationMs: 1,
        status: 200,
        unknownMembers: [],
      };
      under.workbench.calls.record(call, { request, requestText: JSON.stringify(request), body: '{"records":[]}' });
      if (n % CALLS_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  test('stays where the reader looks', async () => {
    const page = await under.open('#/calls');
    await page.getByText('Live', { exact: true }).waitFor();
    // In parts, so that the page is not too slow for their stream.
    for (let count = 0; count < FULL; count += PART) {
      await record(count, count + PART);
      await page
        .getByText(`${(count + PART).toLocaleString('en')} calls`, { exact: true })
        .waitFor({ timeout: 30_000 });
    }
    await page.getByLabel('Search calls').fill('wanted');
    await page.getByText('5,000 calls', { exact: true }).waitFor();
    await page.evaluate("document.querySelector('.list').scrollTop = 90_000");
    const inSight = () => page.evaluate<string>(FIRST_IN_SIGHT);
    await expect.poll(inSight).toMatch(/^row-3\d{4}$/);
    const before = await inSight();
    await record(FULL, FULL + 1000);
    await page.getByText(/older ones dropped/).waitFor({ timeout: 60_000 });
    await expect.poll(inSight).toBe(before);
  }, 120_000);
});
