// The page Workshop in Chromium: the skeleton, then the solution saved over it, while the page watches.
import express from 'express';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { consoleRoute } from '../../workbench/console/console-route.ts';
import { setPageHeaders } from '../../workbench/http/page-headers.ts';
import { workshopRoutes } from '../../workbench/workshop/routes.ts';
import { Workshop } from '../../workbench/workshop/workshop.ts';
import { BUSY_MACHINE } from '../support/busy.ts';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { BROWSER_PATH } from '../support/browser.ts';
import { openPage, type OpenPage } from './support/open-page.ts';

describe.skipIf(BROWSER_PATH === undefined)('the page Workshop', BUSY_MACHINE, () => {
  let folder: string;
  let workshop: Workshop;
  let emulator: TestEmulator;
  let open: OpenPage;
  beforeEach(async () => {
    folder = await mkdtemp(join('handler', '.workshop-page-'));
    await copyFile('handler/event.ts', join(folder, 'event.ts'));
    await copyFile('handler/lambda-dataapi.ts', join(folder, 'lambda-dataapi.ts'));
    await copyFile('handler/solutions/lambda-dataapi-batch.ts', join(folder, 'mine-batch.ts'));
    const socketPath = inject('socketPath');
    workshop = new Workshop({ url: inject('databaseUrl'), ...(socketPath === '' ? {} : { socketPath }) }, folder);
    const routes = express.Router();
    routes.use(
      setPageHeaders,
      consoleRoute(() => ({ server: 'a server', environment: {}, isResettable: true })),
      workshopRoutes(workshop),
    );
    emulator = await startTestEmulator({ routes });
    open = await openPage(emulator.emulator.endpoint, 'workshop');
  });
  afterEach(async () => {
    // First: a page that is still there complains of a server that is not.
    try {
      await open[Symbol.asyncDispose]();
    } finally {
      await workshop.stop();
      await emulator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    }
  });

  test(
    'the skeleton fails with what to do next; saved as the solution, it passes, step by step',
    { timeout: 60_000 },
    async () => {
      const { page } = open;
      await page.waitForSelector('.verdict-running');
      await page.waitForSelector('.verdict-failed', { timeout: 30_000 });
      expect(await page.innerText('.workshop-verdict')).toMatch(/4 of 24 steps pass\.[^]*Next: TODO 1/);
      expect(await page.innerText('.step-details')).toMatch(
        /adds the first employee to an empty table fails[^]*"Mary Somerville"[^]*TODO 1 is not done yet/,
      );
      expect(await open.violations()).toEqual([]);

      await copyFile('handler/solutions/lambda-dataapi.ts', join(folder, 'lambda-dataapi.ts'));
      await page.waitForSelector('.verdict-running .step-passed, .verdict-running ~ .workshop-columns .step-passed');
      await page.waitForSelector('.verdict-passed', { timeout: 30_000 });
      expect(await page.innerText('.workshop-verdict')).toContain('All 24 steps pass: you are done.');
      expect(await page.locator('.workshop-steps .step-passed').count()).toBe(24);

      await page.click('text=keeps quotes, colons, backslashes and blanks of a name');
      expect(await page.locator('.step-calls strong').allInnerTexts()).toContain('CommitTransaction');
      await page.click('.step-calls summary >> nth=1');
      expect(await page.innerText('.step-calls details[open]')).toContain('Conan \\"the\\" O\'Brien');
      expect(await open.violations()).toEqual([]);
    },
  );

  test('another handler can be chosen, and checked again', { timeout: 60_000 }, async () => {
    const { page } = open;
    await page.waitForSelector('select');
    await page.selectOption('select', 'mine-batch.ts');
    await page.waitForSelector('.workshop-task >> text=The stretch goal');
    await page.waitForSelector('.verdict-passed', { timeout: 40_000 });
    expect(await page.innerText('.workshop-verdict')).toMatch(/All 14 steps pass[^]*check 1,/);
    await page.click('text=Check again');
    await page.waitForSelector('text=check 2', { timeout: 30_000 });
  });

  test('it reads well on a phone', async () => {
    await open.page.setViewportSize({ width: 360, height: 780 });
    await open.page.waitForSelector('.workshop-steps');
    expect(await open.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
