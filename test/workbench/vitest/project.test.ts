// useWorkbench and globalWorkbench in projects of somebody else's, which vitest runs by itself.
import { execFile } from 'node:child_process';
import { expect, inject, test } from 'vitest';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs all tests of a project. */
function runProject(name: string): Promise<Report> {
  const root = `test/workbench/vitest/${name}`;
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--root', root, '--reporter=json'];
  const env = { ...process.env, WORKBENCH_ENGINE: inject('databaseUrl'), NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    // It ends with 1 where a test fails.
    execFile(process.execPath, args, { env }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Report);
      } catch {
        reject(new Error(`No report: ${stdout}\n${stderr}`));
      }
    });
  });
}

test('each test begins at the seed, and fails where it leaves a transaction open, unless its file is to forgive it', async () => {
  const { testResults } = await runProject('project');
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(Object.fromEntries(tests.map(({ title, status }) => [title, status]))).toEqual({
    'a test changes what it likes': 'passed',
    'the next one sees the seed, and no calls but its own': 'passed',
    'a test that leaves a transaction open fails': 'failed',
    'a file may have options of its own': 'passed',
  });
  expect(tests.flatMap(({ failureMessages }) => failureMessages)).toEqual([
    expect.stringMatching(/^LeakError: A transaction was left open: /),
  ]);
});

test('without globalSetup, the error says what to do', async () => {
  const { testResults } = await runProject('no-setup');
  expect(testResults.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^No seeded database: let globalSetup name a file whose default export is globalWorkbench\(\{ schema, seed \}\)/,
    ),
  ]);
});
