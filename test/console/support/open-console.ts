import { ExecuteStatementCommand, RDSDataClient, type ExecuteStatementCommandInput } from '@aws-sdk/client-rds-data';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { startWorkbench, type Workbench } from '../../../workbench/index.ts';
import { startBrowser } from '../../support/browser.ts';
import { createClient } from '../../support/emulator.ts';

/** A workbench, the SDK in front of it, and a browser to look at it with. */
export interface ConsoleUnderTest extends AsyncDisposable {
  readonly workbench: Workbench;
  readonly client: RDSDataClient;
  /** What every request names. */
  readonly own: { readonly resourceArn: string; readonly secretArn: string; readonly database: string };
  execute(sql: string, options?: Partial<ExecuteStatementCommandInput>): Promise<{ records?: unknown[][] | undefined }>;
  /** Opens the console at a place: `#/calls`. */
  open(place?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What the pages complained of, and requests to elsewhere: nothing, if all is well. */
  readonly complaints: string[];
}

const SCHEMA = new URL('../../../handler/employee.sql', import.meta.url);

export async function openConsole(): Promise<ConsoleUnderTest> {
  const workbench = await startWorkbench({ engine: inject('databaseUrl'), schema: SCHEMA });
  const browser = await startBrowser();
  const client = createClient(workbench.endpoint);
  const { resourceArn, secretArn, database } = workbench;
  const own = { resourceArn, secretArn, database };
  const complaints: string[] = [];
  return {
    workbench,
    client,
    own,
    complaints,
    execute: (sql, options = {}) => client.send(new ExecuteStatementCommand({ ...own, sql, ...options })),
    open: (place = '', options = {}) =>
      openPage(browser, { url: `${workbench.endpoint}/${place}`, options, complaints }),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await browser.close();
      await workbench.stop();
    },
  };
}

interface Opening {
  readonly url: string;
  readonly options: BrowserContextOptions;
  readonly complaints: string[];
}

async function openPage(browser: Browser, { url, options, complaints }: Opening): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const { origin } = new URL(url);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refusal of the Data API is an answer like any other; the browser logs it all the same.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded with a status of');
    if (['error', 'warning'].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(url);
  await page.waitForSelector('main');
  return page;
}
