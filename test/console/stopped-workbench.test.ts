// The console while its workbench is away: it says so, shows nothing that may be untrue by now, and comes back by itself.
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkbench, type Workbench } from '../../workbench/index.ts';
import { BROWSER_PATH, startBrowser } from '../support/browser.ts';
import { BUSY_MACHINE } from '../support/busy.ts';

const SCHEMA = new URL('../../handler/employee.sql', import.meta.url);

describe.skipIf(BROWSER_PATH === undefined)('the console of a stopped workbench', BUSY_MACHINE, () => {
  let workbench: Workbench;
  let browser: Browser;
  let page: Page;
  let port = 0;
  const start = async (): Promise<void> => {
    workbench = await startWorkbench({ engine: inject('databaseUrl'), schema: SCHEMA, port });
    port = Number(new URL(workbench.endpoint).port);
  };
  beforeAll(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    await start();
    page = await browser.newPage();
    await page.goto(`${workbench.endpoint}/#/calls`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('No call yet').waitFor();
    expect(await banner().count()).toBe(0);
    await workbench.stop();
    await banner().waitFor({ timeout: 10_000 });
  });
  afterEach(async () => {
    await page.close();
    await workbench.stop();
  });
  afterAll(() => browser.close());

  const banner = () => page.getByRole('alert').filter({ hasText: 'does not answer' });
  const go = (name: string) => page.locator(`.nav a[href="#/${name}"]:not(.brand)`).click();

  test('says on every page that nobody answers, and what to do', async () => {
    for (const name of ['calls', 'sql', 'transactions', 'data', 'workshop', 'faults']) {
      await go(name);
      await page.locator(`main.page-${name}`).waitFor();
      expect(await banner().textContent()).toBe(
        `The workbench at 127.0.0.1:${port} does not answer. Start it again, for example with npm start: ` +
          'this page reconnects by itself.',
      );
    }
  });

  test('tells nothing that it cannot know', async () => {
    for (const name of ['transactions', 'data', 'workshop', 'faults']) {
      await go(name);
      await page.locator(`main.page-${name} h1`).waitFor();
      expect((await page.locator('main').textContent())?.toLowerCase()).toBe(name);
    }
    await go('calls');
    expect(await page.getByText('No call yet').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('satisfies axe in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
  });

  test('reconnects, and knows the new workbench', async () => {
    await go('data');
    await start();
    await banner().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Employee' }).waitFor();
    expect(await page.locator('.data-tree select').inputValue()).toBe(workbench.database);
  });
});
