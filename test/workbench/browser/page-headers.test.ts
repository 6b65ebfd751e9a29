// What a browser makes of the headers of pages: nothing from elsewhere, nothing inline.
import express from 'express';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowStyles, setPageHeaders } from '../../../workbench/http/page-headers.ts';
import { BROWSER_PATH, startBrowser } from '../../support/browser.ts';
import { BUSY_MACHINE } from '../../support/busy.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

const PAGE = `<!doctype html><meta charset="utf-8"><title>A page</title><body>
<script>globalThis.inline = true</script><script src="/page/own.js"></script>
<script src="http://127.0.0.1:1/elsewhere.js"></script>
<style nonce="n0nce">body { color: rgb(1, 2, 3) }</style><style>body { color: rgb(9, 9, 9) }</style></body>`;

describe.skipIf(BROWSER_PATH === undefined)('in a browser', BUSY_MACHINE, () => {
  let browser: Browser;
  let emulator: TestEmulator;
  beforeAll(async () => {
    browser = await startBrowser();
    const routes = express.Router();
    routes.use(setPageHeaders);
    routes.get('/page/own.js', (_request, response) => void response.type('js').end('globalThis.own = true'));
    routes.get('/page/', (_request, response) => {
      allowStyles(response, 'n0nce');
      response.type('html').end(PAGE);
    });
    emulator = await startTestEmulator({ routes });
  });
  afterAll(async () => {
    await browser.close();
    await emulator[Symbol.asyncDispose]();
  });

  test('scripts of the port run, inline ones do not, styles with the nonce count', async () => {
    const page = await browser.newPage();
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));
    await page.goto(`${emulator.emulator.endpoint}/page/`);
    expect(await page.evaluate('[globalThis.own, globalThis.inline]')).toEqual([true, undefined]);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(1, 2, 3)');
    expect(refused.filter((text) => text.includes('http://127.0.0.1:1/elsewhere.js')).length).toBeGreaterThan(0);
    await page.close();
  });
});
