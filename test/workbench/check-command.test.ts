// `check` as a person and as a machine use it.
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { runCommand, type Command } from '../support/command.ts';

let folder: string;
const started: Command[] = [];
beforeAll(async () => (folder = await mkdtemp(join('handler', '.check-'))));
afterEach(async () => {
  for (const command of started.splice(0)) {
    command.process.kill('SIGKILL');
    await command.ended;
  }
});
afterAll(() => rm(folder, { recursive: true }));

function check(...args: string[]): Command {
  const command = runCommand(['check', ...args], { WORKBENCH_ENGINE: inject('databaseUrl') });
  started.push(command);
  return command;
}

test('without a file it checks the skeleton, and says what is to be done first', async () => {
  const command = check();
  expect(await command.ended).toBe(1);
  expect(command.output).toContain('handler/lambda-dataapi.ts on ');
  expect(command.output).toMatch(/4 of 24 steps pass\.\nNext: TODO 1: .*\n$/);
  expect(command.output).toContain('The details of the other ');
});

test('with --all it tells the details of every step that fails', async () => {
  const command = check('--all', 'handler/lambda-dataapi.ts');
  expect(await command.ended).toBe(1);
  expect(command.output.match(/^ {2}got {7}/gm)?.length).toBeGreaterThan(15);
  expect(command.output).not.toContain('The details of the other ');
});

test('a solution passes', async () => {
  const command = check('handler/solutions/lambda-dataapi.ts');
  expect(await command.ended).toBe(0);
  expect(command.output).toMatch(/\nAll 24 steps pass: you are done\.\n$/);
});

test('a file named -batch is checked for the stretch goal, and --stretch does it for any other', async () => {
  const command = check('handler/solutions/lambda-dataapi-batch.ts');
  expect(await command.ended).toBe(0);
  expect(command.output).toMatch(/\nAll 14 steps pass: you are done\.\n$/);
  await copyFile('handler/solutions/lambda-dataapi-batch.ts', join(folder, 'mine.ts'));
  const other = check('--stretch', join(folder, 'mine.ts'));
  expect(await other.ended).toBe(0);
});

test('--json is for machines', async () => {
  const command = check('--json', 'test/workbench/checker/broken/forgotten-transaction-id.ts');
  expect(await command.ended).toBe(1);
  const report = JSON.parse(command.output.slice(command.output.indexOf('{'))) as { steps: { state: string }[] };
  expect(report).toMatchObject({
    file: 'test/workbench/checker/broken/forgotten-transaction-id.ts',
    passed: false,
    hint: expect.stringContaining('TODO 3') as string,
  });
  expect(report.steps.find(({ state }) => state === 'failed')).toEqual({
    name: 'inserts inside a transaction',
    state: 'failed',
    hint: expect.stringContaining('TODO 3') as string,
    differences: [
      {
        expected: 'a transactionId with every statement that changes something',
        got: expect.stringMatching(/^\d+ of \d+ without one/) as string,
      },
    ],
    calls: [{ operation: 'ExecuteStatement', status: 200, sql: expect.stringMatching(/^INSERT/) as string }],
  });
});

test('--watch checks again when the file was saved', async () => {
  const file = join(folder, 'watched.ts');
  const solution = await readFile('handler/solutions/lambda-dataapi.ts', 'utf8');
  await writeFile(file, 'export const handler = ;');
  const command = check('--watch', file);
  await command.printed(/UserCodeSyntaxError[^]*0 of 24 steps pass[^]*Waiting for a change/);
  await writeFile(file, solution);
  await command.printed(/All 24 steps pass: you are done/);
  command.process.kill('SIGINT');
  expect(await command.ended).toBe(1);
});

test('--watch checks again at once where the file was saved during the check', async () => {
  const file = join(process.cwd(), folder, 'saved-meanwhile.ts');
  const solution = await readFile('handler/solutions/lambda-dataapi.ts', 'utf8');
  await writeFile(
    file,
    `import { writeFileSync } from 'node:fs';
    export const handler = () => writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(solution)});`,
  );
  const command = check('--watch', file);
  await command.printed(/of 24 steps pass[^]*All 24 steps pass: you are done/);
  expect(command.output).not.toMatch(/Waiting for a change[^]*All 24/);
});

test('a file that is not there is told before a database is started', async () => {
  const command = check('handler/nope.ts');
  expect(await command.ended).toBe(1);
  expect(command.output).toBe(
    `error: file handler/nope.ts: there is no such file or folder (seen from ${process.cwd()})\nSee: workbench check --help\n`,
  );
});
