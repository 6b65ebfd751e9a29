// The page Faults in Chromium: what it sets, the Data API does; what a test sets, it shows.
import { BeginTransactionCommand, type RDSDataClient } from '@aws-sdk/client-rds-data';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkbench } from '../../workbench/library/start-workbench.ts';
import type { Workbench } from '../../workbench/library/workbench.ts';
import { BUSY_MACHINE } from '../support/busy.ts';
import { createClient } from '../support/emulator.ts';
import { BROWSER_PATH } from '../support/browser.ts';
import { openPage, type OpenPage } from './support/open-page.ts';

describe.skipIf(BROWSER_PATH === undefined)('the page Faults', BUSY_MACHINE, () => {
  let workbench: Workbench;
  let client: RDSDataClient;
  let open: OpenPage;
  beforeAll(async () => {
    workbench = await startWorkbench({ engine: inject('databaseUrl') });
    client = createClient(workbench.endpoint);
  });
  beforeEach(async () => {
    await ask('DELETE', '/faults');
    open = await openPage(workbench.endpoint, 'faults');
    await open.page.waitForSelector('.fault-form');
  });
  afterEach(() => open[Symbol.asyncDispose]());
  afterAll(async () => {
    client.destroy();
    await workbench.stop();
  });

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${workbench.endpoint}/_workbench${path}`, { method, ...init });
    return response.status === 204 ? undefined : response.json();
  }

  const begin = (): Promise<string> => {
    const { resourceArn, secretArn, database } = workbench;
    return client.send(new BeginTransactionCommand({ resourceArn, secretArn, database })).then(
      () => 'begun',
      (error: Error) => error.name,
    );
  };

  test('an error for one operation, twice: set, hit, cleared', async () => {
    const { page } = open;
    await page.selectOption('.fault-form select', 'ThrottlingException');
    await page.check('text=BeginTransaction');
    await page.fill('text=Times at most >> input', '2');
    await page.getByRole('button', { name: 'Add this fault' }).click();
    await page.waitForSelector('.faults-list >> text=exception ThrottlingException');
    expect(await ask('GET', '/faults')).toMatchObject({
      faults: [
        {
          kind: 'exception',
          exception: 'ThrottlingException',
          operations: ['BeginTransaction'],
          times: 2,
          probability: 1,
        },
      ],
    });
    expect(await begin()).toBe('ThrottlingException');
    await page.waitForSelector('text=1 hit, 1 to come');
    expect(await page.innerText('.banner-warn')).toContain('exception');
    expect(await open.violations()).toEqual([]);
    await page.click('text=Clear all');
    await page.waitForSelector('text=None: every call goes through.');
    expect(await begin()).toBe('begun');
    await workbench.reset();
  });

  test.each([
    ['Latency', { kind: 'latency', ms: 200 }],
    ['Latency like AWS', { kind: 'latency', profile: 'aws' }],
    ['Throttling', { kind: 'throttle', perSecond: 5 }],
    ['A lost answer', { kind: 'drop', when: 'after' }],
    ['Half an answer', { kind: 'truncate' }],
    ['A killed connection', { kind: 'kill-connection' }],
    ['Data API off', { kind: 'data-api-off' }],
    ['A rotated secret', { kind: 'rotate-secret' }],
  ])('%s is set and removed', async (title, fault) => {
    const { page } = open;
    await page.getByRole('radio', { name: title, exact: true }).check();
    await page.fill('text=SQL like >> input', '^INSERT');
    await page.fill('text=Percent of calls >> input', '50');
    await page.click('.fault-form button[type=submit]');
    await page.waitForSelector('.faults-list');
    const set = (await ask('GET', '/faults')) as { faults: object[] };
    expect(set.faults).toEqual([
      { ...fault, sql: '^INSERT', probability: 0.5, id: expect.anything() as unknown, hits: 0 },
    ]);
    expect(await page.innerText('.faults-list')).toContain('SQL like /^INSERT/ · 50 % of calls');
    await page.click('.faults-list >> text=Remove');
    await page.waitForSelector('text=None: every call goes through.');
    expect(await ask('GET', '/faults')).toMatchObject({ faults: [] });
  });

  test('the cluster is paused and resumed, and pauses by itself where that is wanted', async () => {
    const { page } = open;
    await page.click('text=Pause now');
    await page.waitForSelector('h2 >> text=The cluster is paused');
    expect(await open.violations()).toEqual([]);
    expect(await begin()).toBe('DatabaseResumingException');
    await page.waitForSelector('h2 >> text=The cluster is resuming');
    await page.click('text=Resume at once');
    await page.waitForSelector('h2 >> text=The cluster is available');
    await page.fill('text=Pause after >> input', '60');
    await page.click('text=Switch on');
    await page.waitForSelector('text=Switch off');
    expect(await ask('GET', '/faults')).toMatchObject({ cluster: { autoPauseSeconds: 60 } });
    await page.click('text=Switch off');
    await page.waitForSelector('text=Switch on');
    expect(await ask('GET', '/faults')).toMatchObject({ cluster: { autoPauseSeconds: null } });
  });

  test('the seed is set; what is wrong is told in the words of the API', async () => {
    const { page } = open;
    await page.fill('#seed', '42');
    await page.getByRole('button', { name: 'Set the seed' }).click();
    await page.waitForSelector('.faults-seed button:disabled');
    expect(await ask('GET', '/faults')).toMatchObject({ seed: 42 });
    await page.fill('text=SQL like >> input', '(');
    await page.click('.fault-form button[type=submit]');
    await page.waitForSelector('.toast-error >> text=sql is a regular expression');
  });

  test('what a test sets is shown, too', async () => {
    await ask('POST', '/faults', { kind: 'latency', ms: 5, jitterMs: 2 });
    await open.page.waitForSelector('.faults-list >> text=latency 5 ± 2 ms');
    await open.page.setViewportSize({ width: 360, height: 780 });
    expect(await open.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await open.violations()).toEqual([]);
  });
});
