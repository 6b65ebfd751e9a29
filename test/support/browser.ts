import { chromium, type Browser } from 'playwright-core';
import { findProgram } from '../../workbench/database/run-program.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A browser of this machine, or why the tests that need one are skipped. */
export const BROWSER_PATH = NAMES.map((name) => findProgram(name, process.env)).find((path) => path !== undefined);

if (BROWSER_PATH === undefined) {
  console.error(`SKIPPED: tests that need a browser; none of ${NAMES.join(', ')} is on the PATH`);
}

/**
 * Starts a headless browser; `describe.skipIf(BROWSER_PATH === undefined)` goes around tests that do.
 *
 * @param hosts host names that it takes for 127.0.0.1, whatever DNS says.
 * @throws Error where there is no browser.
 */
export function startBrowser(hosts: readonly string[] = []): Promise<Browser> {
  if (BROWSER_PATH === undefined) throw new Error(`None of ${NAMES.join(', ')} is on the PATH`);
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ');
  return chromium.launch({
    executablePath: BROWSER_PATH,
    // Chromium's sandbox does not run as root, which is what containers are.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--host-resolver-rules=${rules}`],
  });
}
