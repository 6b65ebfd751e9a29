// The page Calls, in a real browser, while calls are made.
import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toExportLines } from '../../workbench/environment.ts';
import { createFunction } from '../../workbench/lambda/lambda-function.ts';
import { BROWSER_PATH } from '../support/browser.ts';
import { openConsole, type ConsoleUnderTest } from './support/open-console.ts';

const INSERT = 'INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, :EmpName)';
const SOLUTION = new URL('../../handler/solutions/lambda-dataapi.ts', import.meta.url).pathname;

const employee = (EmpId: number, EmpName: string) => [
  { name: 'EmpId', value: { longValue: EmpId } },
  { name: 'EmpName', value: { stringValue: EmpName } },
];

/** A script that resolves with the time at which a text is drawn. */
const whenShown = (text: string) => `new Promise((resolve) => {
  const look = () => document.body.textContent.includes('${text}') ? resolve(Date.now()) : requestAnimationFrame(look);
  look();
})`;

/** A script: whether the field for searching is too narrow for what it says. */
const IS_PLACEHOLDER_CUT = `(() => {
  const field = document.querySelector('#calls-search');
  const { font, paddingLeft, paddingRight } = getComputedStyle(field);
  const context = document.createElement('canvas').getContext('2d');
  context.font = font;
  const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return context.measureText(field.placeholder).width > room;
})()`;

describe.skipIf(BROWSER_PATH === undefined)('the page Calls', () => {
  let under: ConsoleUnderTest;
  let page: Page;
  beforeAll(async () => {
    under = await openConsole();
  });
  afterAll(() => under[Symbol.asyncDispose]());
  beforeEach(async () => {
    await under.workbench.reset();
    page = await under.open('#/calls');
    await page.getByText('Live', { exact: true }).waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(under.complaints).toEqual([]);
  });

  const rows = () => page.locator('.list-row');
  const row = (text: string) => rows().filter({ hasText: text });
  const details = () => page.locator('.details');

  test('teaches what to do while there is no call', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('No call yet').waitFor();
    const lines = toExportLines(under.workbench.env).join('\n');
    expect(await page.locator('.empty pre').textContent()).toBe(lines);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(lines);
  });

  test('names a secret key that it is not told', async () => {
    await page.route('**/_workbench/about', (route) =>
      route.fulfill({ json: { environment: { AWS_ACCESS_KEY_ID: 'AKID' } } }),
    );
    await page.reload();
    await page.getByText('No call yet').waitFor();
    expect(await page.locator('.empty pre').textContent()).toBe('export AWS_ACCESS_KEY_ID=AKID');
    expect(await page.locator('.empty').textContent()).toContain(
      'and AWS_SECRET_ACCESS_KEY: it is told by status -o env',
    );
  });

  test('has its controls in one row, with nothing cut', async () => {
    await page.getByText('0 calls').waitFor();
    const tops = await page.evaluate<number[]>(
      "[...document.querySelectorAll('.page-header button')].map((button) => button.getBoundingClientRect().top)",
    );
    expect(new Set(tops).size).toBe(1);
    expect(await page.evaluate(IS_PLACEHOLDER_CUT)).toBe(false);
  });

  test('shows a call within 200 ms of its answer', async () => {
    const delays: number[] = [];
    for (let n = 0; n < 7; n++) {
      const shown = page.evaluate<number>(whenShown(`marker_${n}`));
      await under.execute(`SELECT ${n} AS marker_${n}`);
      const answered = Date.now();
      delays.push((await shown) - answered);
    }
    expect(delays.sort((a, b) => a - b)[3]).toBeLessThan(200);
  });

  test('shows what was there before it was opened', async () => {
    await under.execute('SELECT 1 AS earlier');
    await page.reload();
    await row('earlier').waitFor();
  });

  test('shows a handler at work: its invocation, the transaction in it, how it ended', async () => {
    const { workbench } = under;
    const environment = { ...process.env, ...workbench.env } as Record<string, string>;
    const solution = createFunction({ file: SOLUTION, environment: () => environment, timeoutMs: 10_000 });
    await page.getByRole('button', { name: 'Timeline' }).click();
    const outcome = await solution.invoke('{"EmpId":77,"EmpName":"Radia O\'Perlman"}');
    await solution.stop();
    expect(outcome.error).toBeUndefined();
    await row('committed').waitFor();
    const texts = (await rows().allTextContents()).map((text) =>
      text.replaceAll(/\d\d:\d\d:\d\d\.\d{3}|[\d.]+ ms$/g, ''),
    );
    expect(texts).toEqual([
      expect.stringMatching(/^lambda-dataapiinvoked4 calls/),
      expect.stringMatching(/^Transaction….{6}committed1 statement/),
      'BEGIN',
      "INSERT INTO Employee (EmpId, EmpName) VALUES (77, 'Radia O''Perlman')1 row",
      'COMMIT',
      'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId4 rows',
    ]);
    // Values are marked as such: nobody takes them for SQL.
    expect(await row('INSERT').locator('mark').allTextContents()).toEqual(['77', "'Radia O''Perlman'"]);
    expect(await row('INSERT').locator('mark').nth(1).getAttribute('title')).toBe(':EmpName · stringValue');
  });

  test('shows the decoded rows beside the JSON, the weight, the request', async () => {
    await under.execute("SELECT 9007199254740993 AS big, NULL AS nothing, x'00ff' AS bytes", {
      includeResultMetadata: true,
    });
    await row('big').click();
    const grid = details().getByRole('region', { name: 'Rows' });
    expect(await grid.locator('th').allTextContents()).toEqual(['big', 'nothing', 'bytes']);
    expect(await grid.locator('td').allTextContents()).toEqual(['9007199254740993', 'NULL', 'base64 AP8=']);
    expect(await details().getByRole('region', { name: 'Answer' }).textContent()).toContain(
      '{ "longValue": 9007199254740993 }',
    );
    expect(await details().locator('.facts').textContent()).toMatch(/Rows1Weight\d+ B of 1 MiB/);
    await details().getByText('Request', { exact: true }).click();
    expect(await details().getByRole('region', { name: 'Request' }).textContent()).toContain(
      '"includeResultMetadata": true',
    );
  });

  test('shows a batch with its sets', async () => {
    const parameterSets = Array.from({ length: 30 }, (_, n) => employee(100 + n, `Employee ${n}`));
    await under.client.send(new BatchExecuteStatementCommand({ ...under.own, sql: INSERT, parameterSets }));
    await row('30 ×').click();
    await details().getByText('30 parameter sets').click();
    expect(await details().locator('.parameters tbody tr').count()).toBe(10);
    await details().getByText('5 of 30 sets are shown').click();
    expect(await details().locator('.parameters tbody tr').count()).toBe(60);
  });

  test('explains an error and says the next move', async () => {
    await under.execute('SELECT * FROM Nowhere').catch(() => undefined);
    await row('DatabaseErrorException').click();
    const note = await details().locator('.note-bad').textContent();
    expect(note).toContain('names a table or a column that is not there');
    expect(note).toContain("Table 'EmployeeDB.Nowhere' doesn't exist".replace('EmployeeDB', under.own.database));
    expect(note).toContain('Next: The page Data lists tables');
  });

  test('shows a gap, a rollback, and in red a transaction that was left open', async () => {
    const begin = async () => (await under.client.send(new BeginTransactionCommand(under.own))).transactionId;
    const { resourceArn, secretArn } = under.own;
    const ended = await begin();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await under.client.send(new RollbackTransactionCommand({ resourceArn, secretArn, transactionId: ended }));
    const left = await begin();
    await page.getByRole('button', { name: 'Timeline' }).click();
    expect(await row('ROLLBACK').textContent()).toMatch(/\d{3} ms idle/);
    await row('rolled back').waitFor();
    await row('Transaction').filter({ hasText: 'open' }).waitFor();
    // Left open it is after five seconds without a call: the page's own clock says so.
    const leaked = row('left open');
    await leaked.waitFor({ timeout: 15_000 });
    const colour = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.list-row .badge-bad')).color",
    );
    expect(colour).toBe('rgb(187, 37, 37)');
    await under.client.send(new CommitTransactionCommand({ resourceArn, secretArn, transactionId: left }));
    await row('committed').waitFor();
    expect(await leaked.count()).toBe(0);
  });

  test('finds by text and by operation, and leaves out what succeeded', async () => {
    await under.execute(INSERT, { parameters: employee(5, 'Grace') });
    await under.execute('SELECT 1');
    await under.execute('nonsense').catch(() => undefined);
    await row('nonsense').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('grace');
    await page.getByText('1 call', { exact: true }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('what nobody said');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await rows().count()).toBe(3);
    await page.getByRole('button', { name: 'Errors' }).click();
    expect(await rows().count()).toBe(1);
    await page.getByRole('button', { name: 'Errors' }).click();
    await page.getByLabel('Operation').selectOption('BeginTransaction');
    await page.getByText('No call is like that').waitFor();
  });

  test('pauses, goes on with what came meanwhile, and clears here and in the workbench', async () => {
    await under.execute('SELECT 1 AS first');
    await row('first').waitFor();
    await page.keyboard.press('p');
    await under.execute('SELECT 2 AS second');
    await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor();
    expect(await rows().count()).toBe(1);
    await page.keyboard.press('p');
    await row('second').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('No call yet').waitFor();
    expect(under.workbench.calls.length).toBe(0);
    await under.execute('SELECT 3 AS third');
    await row('third').waitFor();
  });

  test('replays a call and says whether the answer is the same', async () => {
    await under.execute('SELECT EmpName FROM Employee WHERE EmpId = :EmpId', {
      parameters: employee(1, '').slice(0, 1),
    });
    await row('SELECT').click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('The same answer').waitFor();
    expect(under.workbench.calls.length).toBe(2);
    await page.keyboard.press('Escape');
    await under.execute("UPDATE Employee SET EmpName = 'A. Lovelace' WHERE EmpId = 1");
    await page.keyboard.press('r');
    await page.getByText('The answers differ').waitFor();
    expect(await page.locator('.diff-gone').allTextContents()).toEqual([
      expect.stringContaining('"stringValue": "Ada Lovelace"'),
    ]);
    expect(await page.locator('.diff-come').allTextContents()).toEqual([
      expect.stringContaining('"stringValue": "A. Lovelace"'),
    ]);
  });

  test('sends a call that was edited first', async () => {
    await under.execute('SELECT EmpName FROM Employee WHERE EmpId = :EmpId', {
      parameters: employee(1, '').slice(0, 1),
    });
    await row('SELECT').click();
    await page.keyboard.press('e');
    expect(under.workbench.calls.length).toBe(1);
    const members = page.getByLabel('Everything else of the request');
    await members.fill((await members.inputValue()).replace('"longValue": 1', '"longValue": 3'));
    await page.keyboard.press('Control+Enter');
    await page.getByText('The answers differ').waitFor();
    expect(await page.locator('.diff-come').textContent()).toContain('Grace Hopper');
    await page.getByRole('textbox', { name: 'SQL' }).fill('SELEC');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('could not read the statement').waitFor();
    await members.fill('{');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.locator('.replay .note-bad').waitFor();
  });

  test('copies a call as a program', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await under.execute('SELECT 1 AS n');
    await row('SELECT').click();
    await page.keyboard.press('y');
    await page.getByRole('button', { name: 'Python' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Copied as Python').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain('client.execute_statement(');
    expect(copied).toContain(under.workbench.endpoint);
  });

  test('goes by the keyboard alone', async () => {
    for (const n of [1, 2, 3]) await under.execute(`SELECT ${n} AS n`);
    await row('SELECT 3').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('region', { name: 'Call 3' }).or(details()).first().waitFor();
    expect(await page.locator('[aria-selected=true]').textContent()).toContain('SELECT 3');
    await page.keyboard.press('k');
    expect(await page.locator('[aria-selected=true]').textContent()).toContain('SELECT 2');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Home');
    expect(await page.locator('[aria-selected=true]').textContent()).toContain('SELECT 1');
    await page.keyboard.press('Escape');
    expect(await details().count()).toBe(0);
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').textContent()).toContain('Pause or go on');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL(/#\/data$/);
  });
});
