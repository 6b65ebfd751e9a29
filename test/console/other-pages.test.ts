// The pages Transactions and Data, in a real browser.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  type CommitTransactionCommandInput,
} from '@aws-sdk/client-rds-data';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BROWSER_PATH } from '../support/browser.ts';
import { BUSY_MACHINE } from '../support/busy.ts';
import { failureOf } from '../support/failure.ts';
import { openConsole, type ConsoleUnderTest } from './support/open-console.ts';

describe.skipIf(BROWSER_PATH === undefined)('the console', BUSY_MACHINE, () => {
  let under: ConsoleUnderTest;
  let page: Page;
  beforeAll(async () => {
    under = await openConsole();
  });
  afterAll(() => under[Symbol.asyncDispose]());
  beforeEach(async () => {
    await under.workbench.reset();
    page = await under.open();
  });
  afterEach(async () => {
    await page.close();
    expect(under.complaints).toEqual([]);
  });

  const go = (name: string) => page.locator(`.nav a[href="#/${name.toLowerCase()}"]:not(.brand)`).click();
  const begin = async () => (await under.client.send(new BeginTransactionCommand(under.own))).transactionId ?? '';
  const names = async () => (await under.execute('SELECT EmpName FROM Employee ORDER BY EmpId')).records?.length;

  describe('Transactions', () => {
    const card = () => page.getByRole('article');

    test('teaches what a transaction is while none is open', async () => {
      await go('Transactions');
      await page.getByText('No open transaction').waitFor();
    });

    test('shows an open one with its age, its idle clock, its statements and its owner, and commits it', async () => {
      const transactionId = await begin();
      await go('Transactions');
      await under.execute("INSERT INTO Employee VALUES (9, 'Barbara')", { transactionId });
      await card().getByText("INSERT INTO Employee VALUES (9, 'Barbara')").waitFor();
      const text = await card().textContent();
      expect(text).toMatch(/Owneraws-sdk-js\/3\.[\d.]+Database/);
      expect(text).toMatch(/Age\d/);
      expect(text).toMatch(/Idle for .* rolled back in (?:3 min|2 min 5\d s)/);
      expect(await page.locator('.nav-count').textContent()).toBe('1');
      await card().getByRole('button', { name: 'Commit' }).click();
      await page.getByText('was committed').waitFor();
      await page.getByText('No open transaction').waitFor();
      expect(await names()).toBe(4);
      expect(await page.locator('.nav-count').count()).toBe(0);
    });

    test('rolls one back', async () => {
      const transactionId = await begin();
      await under.execute("INSERT INTO Employee VALUES (9, 'Barbara')", { transactionId });
      await go('Transactions');
      await card().getByRole('button', { name: 'Roll back' }).click();
      await page.getByText('was rolled back').waitFor();
      expect(await names()).toBe(3);
      const { resourceArn, secretArn } = under.own;
      const again: CommitTransactionCommandInput = { resourceArn, secretArn, transactionId };
      expect((await failureOf(under.client.send(new CommitTransactionCommand(again)))).name).toMatch(/Exception$/);
    });

    test('says so where it is over already, and leads to its calls', async () => {
      const transactionId = await begin();
      await go('Transactions');
      await card().waitFor();
      const { resourceArn, secretArn } = under.own;
      const over = page.route('**/_workbench/transactions', (route) => route.abort());
      await over;
      await under.client.send(new CommitTransactionCommand({ resourceArn, secretArn, transactionId }));
      await card().getByRole('button', { name: 'Commit' }).click();
      await page.locator('.toast-error').waitFor();
      await page.unroute('**/_workbench/transactions');
      under.complaints.splice(0);
      await page.goto(`${under.workbench.endpoint}/#/calls?search=${encodeURIComponent(transactionId)}`);
      await page.locator('.list-row', { hasText: 'committed' }).waitFor();
    });
  });

  describe('Data', () => {
    const grid = () => page.locator('.records');
    const openTable = async () => {
      await go('Data');
      await page.getByRole('link', { name: 'Employee' }).click();
      await grid().waitFor();
    };

    test('shows databases, tables, rows and columns', async () => {
      await under.execute('CREATE TABLE Project (ProjectId INT PRIMARY KEY)');
      await go('Data');
      await page.getByText('Choose a table').waitFor();
      expect(await page.locator('.data-tree select').inputValue()).toBe(under.own.database);
      await page.getByRole('link', { name: 'Employee' }).click();
      await grid().waitFor();
      expect(await grid().locator('th').allTextContents()).toEqual(['EmpId', 'EmpName']);
      expect(await grid().locator('td').allTextContents()).toEqual([
        ...['1', 'Ada Lovelace', '2', 'Edgar Codd', '3', 'Grace Hopper'],
      ]);
      await page.getByText('3 rows').waitFor();
      await page.getByRole('button', { name: 'Columns' }).click();
      expect(await grid().locator('td').allTextContents()).toEqual([
        ...['EmpId', expect.stringMatching(/^int/), 'no', 'primary', '', ''],
        ...['EmpName', 'varchar(255)', 'yes', '', '', ''],
      ]);
    });

    test('shows the table of a database that has only one', async () => {
      await go('Data');
      await grid().waitFor();
      await page.waitForURL(new RegExp(`#/data/${under.own.database}/Employee$`));
      await page.goBack();
      await page.getByText('No call yet').waitFor();
    });

    test('shows a table page by page, and by its address', async () => {
      const values = Array.from({ length: 120 }, (_, n) => `(${1000 + n}, 'Employee ${n}')`);
      await under.execute(`INSERT INTO Employee VALUES ${values.join(', ')}`);
      await openTable();
      await page.getByText('1 to 50 of 123').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('51 to 100 of 123').waitFor();
      await page.reload();
      await page.getByText('51 to 100 of 123').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('101 to 123 of 123').waitFor();
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    });

    test('looks again after calls of others, and shows nothing of itself among the calls', async () => {
      await openTable();
      await under.execute("INSERT INTO Employee VALUES (9, 'Barbara')");
      await grid().getByText('Barbara').waitFor();
      await go('Calls');
      await page.getByText('1 call', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Console calls' }).click();
      await page.locator('.list-row', { hasText: 'information_schema' }).first().waitFor();
    });

    test('has names that need quotes', async () => {
      await under.execute('CREATE TABLE `odd ``name: x` (`a:b` INT PRIMARY KEY)');
      await under.execute('INSERT INTO `odd ``name: x` VALUES (7)');
      await go('Data');
      await page.getByRole('link', { name: 'odd `name: x' }).click();
      await grid().waitFor();
      expect(await grid().locator('td').allTextContents()).toEqual(['7']);
      expect(await grid().locator('th').allTextContents()).toEqual(['a:b']);
    });

    test('goes back to the seed when it is confirmed', async () => {
      await under.execute('DELETE FROM Employee');
      await begin();
      await go('Data');
      await page.getByRole('link', { name: 'Employee' }).click();
      await page.getByText('No rows.').waitFor();
      await page.getByRole('button', { name: 'Reset to the seed' }).click();
      await page.getByRole('button', { name: 'Keep everything' }).click();
      expect(await names()).toBe(0);
      await page.getByRole('button', { name: 'Reset to the seed' }).click();
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
      await page.getByText(/Restored .*Employee.*1 transaction rolled back/).waitFor();
      await grid().getByText('Ada Lovelace').waitFor();
      expect(await names()).toBe(3);
    });

    test('says why there is no way back where the database was there before', async () => {
      await page.route('**/_workbench/about', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ json: { ...((await response.json()) as object), isResettable: false } });
      });
      await page.reload();
      await go('Data');
      await page.getByRole('button', { name: 'Reset to the seed' }).click();
      await page.getByText('was there before this workbench').waitFor();
      expect(await page.getByRole('button', { name: 'Reset', exact: true }).count()).toBe(0);
    });

    test('says why a table cannot be shown', async () => {
      await page.goto(`${under.workbench.endpoint}/#/data/${under.own.database}/Nowhere`);
      await page.locator('.data-table .note-bad').first().waitFor();
    });
  });
});
