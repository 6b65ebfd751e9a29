// The checker: what is right passes, however it is written; what is wrong fails at the step that says so.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createChecker, type Checker, type Report } from '../../../workbench/checker/checker.ts';
import { formatReport } from '../../../workbench/terminal/format-report.ts';
import { STEPS } from '../../../workbench/checker/steps.ts';
import type { Step } from '../../../workbench/checker/step.ts';
import { STRETCH_STEPS } from '../../../workbench/checker/stretch-steps.ts';

let checker: Checker;
beforeAll(() => {
  const [url, socketPath] = [inject('databaseUrl'), inject('socketPath')];
  checker = createChecker({ url, ...(socketPath === '' ? {} : { socketPath }) });
});
afterAll(() => checker.stop());

const check = (file: string, steps: readonly Step[] = STEPS): Promise<Report> =>
  checker.check(file, steps, { stepStarted: () => undefined });

const failedIn = ({ steps }: Report): string[] =>
  steps.filter(({ state }) => state === 'failed').map(({ name }) => name);

const names = (steps: readonly Step[]): string[] => steps.map(({ name }) => name);

const AT_ONCE = 'adds fifty employees at the same time';
const EMOJI = 'keeps emoji and the letters of all alphabets';
const ENDS = 'ends every transaction that it begins';
const FIRST = 'adds the first employee to an empty table';
const INSIDE = 'inserts inside a transaction';
const LATE = 'fails where the transaction has expired before its commit';
const LISTS = 'lists all employees, ordered by id';
const NULLS = 'answers a name that is NULL as null';
const QUOTES = 'keeps quotes, colons, backslashes and blanks of a name';
const REFUSES_EMPTY = 'refuses an event with null, and an empty one';
const REFUSES_ID = 'refuses an event without EmpId';
const REFUSES_NAME = 'refuses an event without EmpName';
const SQL_NAME = 'takes SQL in a name as a name';
const TAKEN = 'refuses an id that is taken, adds nothing, and works on';
const VALUES = 'sends values as parameters, never inside the SQL';
const WELL = 'commits what went well and rolls back what did not';

/** Each fixture and the first steps that it fails; `true` where it fails no other one. */
const BROKEN: [file: string, failed: string[], isAll: boolean][] = [
  ['any-value', [NULLS], true],
  ['built-in-arn', ['takes cluster, secret and database from the environment'], true],
  ['commit-in-finally', [WELL], true],
  ['commit-not-awaited', [], false],
  ['counts-ids', [TAKEN], true],
  ['direct-connection', ['opens no MySQL connection'], true],
  ['error-of-its-own', [TAKEN, 'passes on what else the database refuses'], true],
  ['escaped-sql', [VALUES], true],
  ['exits', [REFUSES_ID, REFUSES_NAME, REFUSES_EMPTY, TAKEN, 'passes on what else the database refuses'], false],
  ['falsy-validation', ['takes an empty name', 'takes any number as id: zero, negative, the largest'], true],
  ['first-hundred', ['lists two hundred employees'], true],
  ['forgotten-transaction-id', [INSIDE, LATE], true],
  ['ids-as-text', [FIRST, LISTS], false],
  ['leaked-transaction', [ENDS], true],
  ['no-commit', [FIRST, LISTS], false],
  ['no-handler', [FIRST], true],
  ['no-order', [LISTS], true],
  ['no-rollback', [ENDS], true],
  ['no-transaction', [INSIDE, ENDS, WELL, LATE], true],
  ['no-validation', [REFUSES_ID, REFUSES_NAME, REFUSES_EMPTY], true],
  ['only-latin', [EMOJI], true],
  ['objects-for-pairs', [FIRST, LISTS], false],
  ['one-transaction-for-all', [LISTS], false],
  ['remembers-employees', [LISTS], false],
  ['replaces', [TAKEN], true],
  ['returns-function', [FIRST, LISTS], false],
  ['rollback-not-awaited', [ENDS], true],
  ['string-built-sql', [QUOTES, SQL_NAME, VALUES], true],
  [
    'swallowed-error',
    [TAKEN, 'passes on what else the database refuses', 'refuses an id that is no number', LATE],
    true,
  ],
  ['trims-names', [QUOTES, SQL_NAME], true],
  ['wrong-null', [NULLS], true],
];

const BROKEN_BATCH: typeof BROKEN = [
  ['batches-of-hundred', ['adds the other batches where one employee of the third is bad'], false],
  ['forgets-the-rest', ['adds one hundred and thirty employees: the last batch is a partial one'], false],
  ['list-for-report', ['adds three employees and reports them', 'adds fifty employees'], false],
  ['no-rollback', [ENDS], true],
  ['only-latin', ['keeps quotes, colons, emoji and SQL of names'], true],
  ['one-by-one', ['inserts in batches of fifty', 'has a transaction for each batch'], true],
  ['one-transaction', ['rolls a batch with a bad employee back whole'], false],
  [
    'says-all-added',
    ['rolls a batch with a bad employee back whole', 'adds the other batches where one employee of the third is bad'],
    true,
  ],
  ['stops-at-failure', ['adds the other batches where one employee of the third is bad'], false],
];

/** Steps that a fixture fails among many others. */
const AMONG_OTHERS: [file: string, failed: string][] = [
  ['commit-not-awaited', LATE],
  ['ids-as-text', AT_ONCE],
  ['no-commit', AT_ONCE],
];

/** Steps that no fixture fails, and why. */
const NEVER_FAILED: Record<string, string> = {
  'tells why the insert failed, even where the rollback fails as well': 'it is advice, and never fails a handler',
};

describe.each([
  ['broken', STEPS, BROKEN],
  ['broken-batch', STRETCH_STEPS, BROKEN_BATCH],
])('%s', (folder, steps, table) => {
  test.each(table)('%s fails at %j', async (file, failed, isAll) => {
    const report = await check(`test/workbench/checker/${folder}/${file}.ts`, steps);
    expect(report.passed).toBe(false);
    const found = failedIn(report);
    expect(isAll ? found : found.slice(0, failed.length)).toEqual(failed);
    // The table is about steps that there are.
    expect(names(steps)).toEqual(expect.arrayContaining(failed));
  });

  test('no fixture is forgotten', async () => {
    const files = (await readdir(`test/workbench/checker/${folder}`)).map((name) => name.replace('.ts', ''));
    expect([...table.map(([file]) => file), ...(folder === 'broken' ? ['endless'] : [])].toSorted()).toEqual(
      files.toSorted(),
    );
  });
});

test.each(AMONG_OTHERS)('broken/%s also fails at %j', async (file, failed) => {
  expect(failedIn(await check(`test/workbench/checker/broken/${file}.ts`))).toContain(failed);
});

test('every step is failed by some fixture', () => {
  const failed = [
    ...[...BROKEN, ...BROKEN_BATCH].flatMap(([, steps]) => steps),
    ...AMONG_OTHERS.map(([, step]) => step),
  ];
  const steps = new Set(names([...STEPS, ...STRETCH_STEPS]));
  expect(new Set([...failed, ...Object.keys(NEVER_FAILED)])).toEqual(steps);
});

test('a handler that never ends is ended, and not tried again', async () => {
  const impatient = createChecker({ url: inject('databaseUrl') }, 1000);
  try {
    const report = await impatient.check('test/workbench/checker/broken/endless.ts', STEPS, {
      stepStarted: () => undefined,
    });
    expect(report.steps.map(({ state }) => state)).toEqual(['failed', ...STEPS.slice(1).map(() => 'skipped')]);
    expect(report.steps[0]?.differences[0]?.got).toMatch(/Sandbox\.Timedout: .* Task timed out after 1\.00 seconds/);
    expect(report.hint).toBe('the handler does not end: await every call, and let every loop end.');
  } finally {
    await impatient.stop();
  }
});

test.each([
  ['test/workbench/checker/correct/data-api-client.ts', true],
  ['test/workbench/checker/correct/formatted-records.ts', false],
  ['test/workbench/checker/correct/promise-chain.ts', true],
  ['test/workbench/checker/correct/wrapped-error.mjs', false],
  ['handler/solutions/lambda-dataapi.ts', false],
])('%s passes', async (file, hasAdvice) => {
  const report = await check(file);
  expect(failedIn(report)).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.steps.some(({ state }) => state === 'advice')).toBe(hasAdvice);
});

test('handler/solutions/lambda-dataapi-batch.ts passes the stretch goal', async () => {
  const report = await check('handler/solutions/lambda-dataapi-batch.ts', STRETCH_STEPS);
  expect(failedIn(report)).toEqual([]);
  expect(report.passed).toBe(true);
});

test('the original does what the original does, by other means', async () => {
  const failed = failedIn(await check('handler/lambda-rds.ts'));
  expect(failed.slice(0, 2)).toEqual([
    'takes cluster, secret and database from the environment',
    'opens no MySQL connection',
  ]);
});

describe('the skeleton', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join('node_modules', '.skeleton-'))));
  afterAll(() => rm(folder, { recursive: true }));

  /** The functions of the skeleton, each with the number of its TODO. */
  const FUNCTIONS = [
    'beginTransaction',
    'rollbackTransaction',
    'insertEmployee',
    'commitTransaction',
    'listEmployees',
  ] as const;
  const functionOf = (text: string, name: string): string => {
    const [found] = new RegExp(`^async function ${name}\\([^]*?^}\\n`, 'm').exec(text) ?? [];
    if (found === undefined) throw new Error(`no function ${name}`);
    return found;
  };

  /** Writes the skeleton with its first TODOs done as in the solution. */
  async function fillIn(count: number): Promise<string> {
    const skeleton = await readFile('handler/lambda-dataapi.ts', 'utf8');
    const solution = await readFile('handler/solutions/lambda-dataapi.ts', 'utf8');
    const [imports = ''] = /^import \{[^}]*\} from '@aws-sdk[^;]*;\n/m.exec(solution) ?? [];
    let text = skeleton
      .replace(/^import \{ RDSDataClient .*\n/m, imports)
      .replace("'./event.ts'", `'${join(process.cwd(), 'handler/event.ts')}'`);
    for (const name of FUNCTIONS.slice(0, count)) {
      text = text.replace(functionOf(skeleton, name), () => functionOf(solution, name));
    }
    const file = join(folder, `filled-${count}.ts`);
    await writeFile(file, text);
    return file;
  }

  test.each([0, 1, 2, 3, 4])('with %i TODOs done, the hint is the next one, which is there', async (done) => {
    const report = await check(await fillIn(done));
    expect(report.passed).toBe(false);
    expect(report.hint).toMatch(new RegExp(`^TODO ${done + 1}: `));
    expect(await readFile('handler/lambda-dataapi.ts', 'utf8')).toContain(`// TODO ${done + 1}: `);
  });

  test('with all of them done, it passes', async () => {
    expect(failedIn(await check(await fillIn(5)))).toEqual([]);
  });

  test('a step that a TODO lets fail is no success', async () => {
    const report = await check('handler/lambda-dataapi.ts');
    const passed = report.steps.filter(({ state }) => state === 'passed').map(({ name }) => name);
    expect(passed).toEqual([REFUSES_ID, REFUSES_NAME, REFUSES_EMPTY, 'opens no MySQL connection']);
  });
});

test('every hint that names a TODO names one of the skeleton', async () => {
  const skeleton = await readFile('handler/lambda-dataapi.ts', 'utf8');
  for (const { hint } of STEPS) {
    for (const [todo] of hint.matchAll(/TODO \d/g)) expect(skeleton).toContain(`// ${todo}: `);
  }
});

test('the report shows the steps, what came instead, the calls behind it, and what to do next', async () => {
  const text = formatReport(await check('test/workbench/checker/broken/wrong-null.ts'), false);
  expect(text).toContain('✔ lists two hundred employees\n');
  // The workshop's page shows the same.
  const [shown = ''] = /(?<=```\n)✘[^`]*(?=\n```)/.exec(await readFile('handler/README.md', 'utf8')) ?? [];
  expect(shown).toContain(NULLS);
  expect(text).toContain(shown);
  expect(text).toContain(
    [
      `✘ ${NULLS}`,
      '',
      '  event     {"EmpId":1001,"EmpName":"Somebody"}',
      '  expected  [[1,null],[2,"Edgar Codd"],[3,null],[1001,"Somebody"]]',
      '  got       [[1,true],[2,"Edgar Codd"],[3,true],[1001,"Somebody"]]',
      '',
      '  The Data API calls behind it:',
      '  BeginTransaction',
    ].join('\n'),
  );
  expect(text).toMatch(/23 of 24 steps pass\.\nNext: TODO 5: NULL comes as \{ isNull: true \}\./);
});
