import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The console in a browser of its own. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page complained of. */
  readonly errors: readonly string[];
  /** @returns what axe objects to, with the elements; empty where all is well. */
  violations(): Promise<string[]>;
}

/** @param hash the page: `sql`. */
export async function openPage(endpoint: string, hash: string, width = 1280): Promise<OpenPage> {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    // A browser says so of every refusal, also of those that a test wants.
    const isRefusal = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${endpoint}/#/${hash}`);
  return {
    page,
    errors,
    async violations() {
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run()',
      );
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}
