// What the README shows is what there is.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SETTINGS } from '../../emulator/config.ts';
import { toEnvironment, toExportLines } from '../../workbench/environment.ts';
import { runCommand } from '../support/command.ts';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';

let readme: string;
let emulator: TestEmulator;
beforeAll(async () => {
  readme = await readFile('README.md', 'utf8');
  emulator = await startTestEmulator();
  await emulator.execute("CREATE TABLE Employee AS SELECT 2 AS EmpId, 'Edgar Codd' AS EmpName");
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** The text of the first code block after a marker. */
function block(marker: string): string {
  const [, text] = new RegExp(`<!-- ${marker} -->\\s+\`\`\`\\w*\\n([^]*?)\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no block ${marker}`);
  return text;
}

test('the table of settings is the emulator’s own', () => {
  const [, table = ''] = /<!-- settings -->\s+([^]*?)\n\n/.exec(readme) ?? [];
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(
    Object.values(SETTINGS).map(({ variable, default: value, help }) => [`\`${variable}\``, `\`${value}\``, help]),
  );
});

test('the lines for tests are those of an example that runs', async () => {
  const example = (await readFile('examples/node-test/people.test.js', 'utf8')).replace(
    '../schema.sql',
    './schema.sql',
  );
  for (const line of block('library').split('\n')) expect(example).toContain(`${line}\n`);
});

test('the demo prints what the README shows, but for ids, times and versions', async () => {
  const shape = (text: string): string =>
    text
      .replaceAll(/^(Database {2}).*$/gm, '$1...')
      .replaceAll(/\d+\.\d ms/g, 'ms')
      .replaceAll(/ +ms/g, ' ms')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:port')
      // The two new employees are listed by id: which comes first is chance.
      .replaceAll(/\[\d{6},"Employee \d{6}"\]/g, '[id]')
      .replaceAll(/\d{6}/g, 'id');
  // A server of its own: other tests add employees to the same database of the run's.
  const demo = runCommand(['demo', '--engine', process.env['WORKBENCH_ENGINE'] ?? 'auto'], {
    // What would lead an SDK elsewhere.
    AWS_PROFILE: 'nobody',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  });
  expect(await demo.ended).toBe(0);
  const output = demo.output.slice(demo.output.indexOf('Database  '));
  expect(shape(output).trimEnd()).toBe(shape(block('demo')).trimEnd());
});

test('the program of five lines runs with the exported variables, and prints what the README says', async () => {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.readme-'));
  try {
    const program = block('program');
    expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    const file = join(folder, 'five.mjs');
    await writeFile(file, program);
    const environment = toEnvironment(emulator.emulator.endpoint, emulator.database, inject('databaseUrl'));
    const script = [...toExportLines(environment), `exec '${process.execPath}' '${file}'`].join('\n');
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script], { env: {} });
    expect(stderr).toBe('');
    expect(readme).toContain(`It prints \`${stdout.trim()}\``);
  } finally {
    await rm(folder, { recursive: true });
  }
});
