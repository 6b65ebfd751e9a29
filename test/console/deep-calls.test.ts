// A request that is nested as deeply as the service reads one: the page reads the list of calls around it as well.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER_PATH } from '../support/browser.ts';
import { openConsole, type ConsoleUnderTest } from './support/open-console.ts';

const MAX_LEVELS = 500;

describe.skipIf(BROWSER_PATH === undefined)('a very deep request', () => {
  let under: ConsoleUnderTest;
  beforeAll(async () => (under = await openConsole()));
  afterAll(() => under[Symbol.asyncDispose]());

  test('does not keep the page from its calls', async () => {
    const lists = MAX_LEVELS - 1;
    const parameters = `${'['.repeat(lists)}9007199254740993${']'.repeat(lists)}`;
    await fetch(`${under.workbench.endpoint}/Execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"sql":"SELECT 'deep'","parameters":${parameters}}`,
    });
    expect(under.workbench.calls.last()?.parameters).toBeDefined();
    const page = await under.open('#/calls');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('.list-row', { hasText: 'deep' }).waitFor();
    expect(under.complaints).toEqual([]);
  });
});
