// The page SQL in Chromium: what it sends is what the emulator is told, what comes back is what the page shows.
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkbench } from '../../workbench/library/start-workbench.ts';
import type { Workbench } from '../../workbench/library/workbench.ts';
import { BROWSER_PATH } from '../support/browser.ts';
import { openPage, type OpenPage } from './support/open-page.ts';
import { BUSY_MACHINE } from '../support/busy.ts';

const SCHEMA = new URL('../../handler/employee.sql', import.meta.url);

describe.skipIf(BROWSER_PATH === undefined)('the page SQL', BUSY_MACHINE, () => {
  let workbench: Workbench;
  let open: OpenPage;
  beforeAll(async () => {
    workbench = await startWorkbench({ engine: inject('databaseUrl'), schema: SCHEMA });
  });
  beforeEach(async () => {
    await workbench.reset();
    open = await openPage(workbench.endpoint, 'sql');
    await open.page.waitForSelector('.cm-content');
  });
  afterEach(() => open[Symbol.asyncDispose]());
  afterAll(() => workbench.stop());

  async function write(sql: string): Promise<void> {
    await open.page.click('.cm-content');
    await open.page.keyboard.press('Control+A');
    await open.page.keyboard.insertText(sql);
  }

  /** Runs with the keyboard, and waits for the answer. */
  async function run(): Promise<void> {
    const before = workbench.calls.last()?.id ?? 0;
    await open.page.keyboard.press('Control+Enter');
    await workbench.calls.waitFor(({ id, sql = '' }) => id > before && !sql.includes('information_schema'));
    await open.page.waitForSelector('.button-main:not(:disabled)');
  }

  const cells = (): Promise<string[]> => open.page.locator('.sql-panel .grid tbody td').allInnerTexts();
  const sent = (): unknown => workbench.calls.last(({ sql = '' }) => !sql.includes('information_schema'))?.parameters;

  test('runs a query with parameters of the types that their texts suggest, and shows the rows', async () => {
    await write('SELECT EmpId, EmpName, :day AS day, :big AS big, :none AS none FROM Employee WHERE EmpId = :id');
    for (const [name, value] of Object.entries({ day: '2026-11-24', big: '9007199254740993', none: 'null', id: '2' }))
      await open.page.fill(`#value-${name}`, value);
    await run();
    expect(sent()).toEqual([
      { name: 'day', value: { stringValue: '2026-11-24' }, typeHint: 'DATE' },
      { name: 'big', value: { longValue: 9_007_199_254_740_993n } },
      { name: 'none', value: { isNull: true } },
      { name: 'id', value: { longValue: 2 } },
    ]);
    expect(await cells()).toEqual(['2', 'Edgar Codd', '2026-11-24', '9007199254740993', 'NULL']);
    expect(await open.page.locator('.sql-placeholder').allInnerTexts()).toEqual([':day', ':big', ':none', ':id']);
    expect(await open.violations()).toEqual([]);
  });

  test('a type can be chosen, and a value that does not fit it is not sent', async () => {
    await write('SELECT :a AS a');
    await open.page.fill('#value-a', 'soon');
    await open.page.selectOption('[aria-label="What :a is sent as"]', 'DATE');
    expect(await open.page.innerText('#advice-a')).toBe('This is to be YYYY-MM-DD.');
    await open.page.click('.button-main');
    expect(await open.page.innerText('.sql-error')).toContain(':a is to be YYYY-MM-DD, and “soon” is not');
    await open.page.fill('#value-a', '2026-11-24');
    await run();
    expect(sent()).toEqual([{ name: 'a', value: { stringValue: '2026-11-24' }, typeHint: 'DATE' }]);
  });

  test('tells why a value is a booleanValue', async () => {
    await write('CREATE TABLE flags (isOn TINYINT(1) NOT NULL, price DECIMAL(5,2))');
    await run();
    await write('INSERT INTO flags VALUES (2, 1.5)');
    await run();
    await write('SELECT isOn, price FROM flags');
    await run();
    expect(await cells()).toEqual(['true', '1.50']);
    await open.page.click('[title="Why is this a booleanValue?"]');
    const note = open.page.locator('.column-note:focus');
    expect(await note.innerText()).toMatch(
      /isOn BIT of flags\.isOn[^]*Why is this a booleanValue\?[^]*TINYINT\(1\)[^]*any value but 0 is true[^]*The number itself is lost/,
    );
    expect(await open.violations()).toEqual([]);
    await write('DROP TABLE flags');
    await run();
  });

  test('a batch from a pasted CSV; mistakes are told with line and column', async () => {
    await write('INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, :EmpName)');
    await open.page.click('text=Batch');
    await open.page.fill('#sets', 'EmpId,EmpName\n101,"O\'Brien, Conan"\n102');
    expect(await open.page.innerText('.sql-problems')).toBe(
      'Line 3, column 2 1 cells, but the first line names 2 parameters',
    );
    await open.page.fill('#sets', 'EmpId,EmpName\n101,"O\'Brien, Conan"\n102,NULL');
    expect(await open.violations()).toEqual([]);
    await run();
    expect(await open.page.innerText('.sql-summary [role=status]')).toBe('2 sets ran');
    expect(workbench.calls.last({ operation: 'BatchExecuteStatement' })?.parameterSets).toEqual([
      [
        { name: 'EmpId', value: { longValue: 101 } },
        { name: 'EmpName', value: { stringValue: "O'Brien, Conan" } },
      ],
      [
        { name: 'EmpId', value: { longValue: 102 } },
        { name: 'EmpName', value: { isNull: true } },
      ],
    ]);
  });

  test('a transaction: its state is visible and survives a reload, its work can be rolled back and committed', async () => {
    const count = async (): Promise<string[]> => {
      await write('SELECT COUNT(*) AS n FROM Employee');
      await run();
      return cells();
    };
    const { page } = open;
    await page.click('text=Begin a transaction');
    await page.waitForSelector('.sql-transaction-open');
    await write("INSERT INTO Employee VALUES (900, 'Gone')");
    await run();
    expect(workbench.leaks()).toMatchObject([{ statements: ["INSERT INTO Employee VALUES (900, 'Gone')"] }]);
    await page.reload();
    expect(await page.innerText('.sql-transaction-open')).toContain('In a transaction · 1 statement');
    expect(await count()).toEqual(['4']);
    await page.click('text=Roll back');
    await page.waitForSelector('text=Rollback Complete');
    expect(await count()).toEqual(['3']);
    await page.click('text=Begin a transaction');
    await page.waitForSelector('.sql-transaction-open');
    await write("INSERT INTO Employee VALUES (901, 'Kept')");
    await run();
    expect(await open.violations()).toEqual([]);
    await page.click('.sql-transaction-open >> text=Commit');
    await page.waitForSelector('text=Transaction Committed');
    expect(await count()).toEqual(['4']);
    expect(workbench.leaks()).toEqual([]);
  });

  test('a transaction that is gone is forgotten, and what to do is told', async () => {
    await open.page.click('text=Begin a transaction');
    await open.page.waitForSelector('.sql-transaction-open');
    await workbench.reset();
    await run();
    expect(await open.page.innerText('.sql-refused')).toMatch(/TransactionNotFoundException[^]*Next:/);
    expect(await open.page.locator('.sql-transaction-open').count()).toBe(0);
  });

  test('the result as CSV and JSON, integers to the last digit', async () => {
    await write(`SELECT 9007199254740993 AS big, 'a "b",\nc' AS text, NULL AS nothing`);
    await run();
    const read = async (name: string): Promise<string> => {
      const [download] = await Promise.all([
        open.page.waitForEvent('download'),
        open.page.click(`.sql-exports >> text=${name}`),
      ]);
      return readFile(await download.path(), 'utf8');
    };
    expect(await read('CSV')).toBe('big,text,nothing\r\n9007199254740993,"a ""b"",\nc",');
    expect(await read('JSON')).toBe(
      `[\n  {\n    "big": 9007199254740993,\n    "text": "a \\"b\\",\\nc",\n    "nothing": null\n  }\n]\n`,
    );
  });

  test('options are sent by their names, and the answer looks accordingly', async () => {
    await write('SELECT 1.50 AS price, 7 AS n');
    await open.page.selectOption('text=decimalReturnType >> select', 'DOUBLE_OR_LONG');
    await run();
    expect(await cells()).toEqual(['1.5', '7']);
    await open.page.check('text=formatRecordsAs JSON');
    await run();
    expect(workbench.calls.last()?.result).toEqual({
      formattedRecords: '[{"price":1.5,"n":7}]',
      numberOfRecordsUpdated: 0,
    });
    expect(await cells()).toEqual(['1.5', '7']);
  });

  test('history and saved queries survive a reload', async () => {
    await write('SELECT :x AS x');
    await open.page.fill('#value-x', '42');
    await run();
    await open.page.fill('[placeholder="Name this query"]', 'answer');
    await open.page.keyboard.press('Enter');
    await write('SELECT nothing');
    await run();
    await open.page.reload();
    await open.page.waitForSelector('.cm-content');
    const [latest, first] = await open.page.locator('ol .sql-entry').allInnerTexts();
    expect(latest).toMatch(/^SELECT nothing\s+DatabaseErrorException · \d\d:\d\d:\d\d\.\d{3}$/);
    expect(first).toMatch(/^SELECT :x AS x\s+\d+ ms · \d\d:\d\d:\d\d\.\d{3}$/);
    await open.page.click('ul .sql-entry');
    await expect.poll(() => open.page.innerText('.cm-content')).toBe('SELECT :x AS x');
    expect(await open.page.inputValue('#value-x')).toBe('42');
  });

  test('says so where no answer came', async () => {
    workbench.faults.add({ kind: 'drop', when: 'before', sql: 'SELECT 7' });
    await write('SELECT 7');
    await open.page.keyboard.press('Control+Enter');
    await open.page.locator('.sql-error', { hasText: 'No answer came: the connection was closed.' }).waitFor();
  });

  test('EXPLAIN runs the same statement with the same parameters', async () => {
    await write('SELECT * FROM Employee WHERE EmpId = :id');
    await open.page.fill('#value-id', '1');
    await open.page.click('text=Explain');
    const call = await workbench.calls.waitFor({ sql: 'EXPLAIN SELECT' });
    expect(call).toMatchObject({
      sql: 'EXPLAIN SELECT * FROM Employee WHERE EmpId = :id',
      parameters: [{ name: 'id' }],
    });
    // Servers differ in the form of it.
    await open.page.waitForSelector('.sql-panel .grid td');
  });

  test('completes tables and columns of the schema', async () => {
    await workbench.calls.waitFor({ sql: 'information_schema.COLUMNS' });
    await write('SELECT * FROM Empl');
    const isOffered = async (): Promise<boolean> => {
      await open.page.keyboard.press('Control+Space');
      return open.page.locator('.cm-tooltip-autocomplete >> text=Employee').isVisible();
    };
    await expect.poll(isOffered, { timeout: 10_000 }).toBe(true);
    await open.page.keyboard.press('Control+Enter');
    await open.page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached', timeout: 5000 });
  });

  test('what the service will refuse is said before it is sent; what it refused, with the next move', async () => {
    await write('SELECT 1; SELECT 2');
    expect(await open.page.innerText('.sql-warning')).toBe(
      "The service will refuse this: Multistatements aren't supported.",
    );
    await write('SELECT * FROM nowhere');
    await run();
    expect(await open.page.innerText('.sql-refused')).toMatch(
      /DatabaseErrorException[^]*nowhere' doesn't exist; Error code: 1146[^]*Next:/,
    );
    expect(await open.violations()).toEqual([]);
  });

  test.each([360, 2560])('nothing is wider than a window of %i px', async (width) => {
    await open.page.setViewportSize({ width, height: 900 });
    await write('SELECT EmpId, EmpName, :a AS a FROM Employee');
    await run();
    expect(await open.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(
      await open.page.evaluate(
        "document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth",
      ),
    ).toBe(true);
  });
});
