import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { startBrowser } from '../../support/browser.ts';

/** The console in a browser of its own. To give it back fails where the page complained of something. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** @returns what axe objects to, with the elements; empty where all is well. */
  violations(): Promise<string[]>;
}

/** @param hash the page: `sql`. */
export async function openPage(endpoint: string, hash: string, width = 1280): Promise<OpenPage> {
  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    // A browser says so of every refusal and lost answer, also of those that a test wants.
    const isRefusal =
      /^Failed to load resource: (?:the server responded with a status of 4|net::ERR_EMPTY_RESPONSE)/.test(
        message.text(),
      );
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${endpoint}/#/${hash}`);
  return {
    page,
    async violations() {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run()',
      );
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      if (errors.length > 0) throw new Error(`The page complained: ${errors.join('\n')}`);
    },
  };
}
