// Faults on purpose from the command line, against a workbench that is up.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startWorkbench, type Workbench } from '../../../workbench/index.ts';
import { runCommand } from '../../support/command.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench({ engine: inject('databaseUrl') });
});
afterEach(async () => {
  await workbench.reset();
});
afterAll(() => workbench.stop());

/** @returns the exit code and what was printed. */
async function run(...args: string[]): Promise<[number | null, string]> {
  const command = runCommand(args, { AWS_ENDPOINT_URL_RDS_DATA: workbench.endpoint });
  return [await command.ended, command.output];
}

test('faults add takes every member, list tells them, remove and clear end them', async () => {
  const add = ['faults', 'add', 'exception', '--exception', 'NotFoundException', '--message', 'gone', '--times', '2'];
  const scope = ['--probability', '0.5', '--sql', '^select', '--operations', 'ExecuteStatement', 'CommitTransaction'];
  const line =
    'f1   exception exception=NotFoundException message=gone sql=^select operations=ExecuteStatement,CommitTransaction probability=0.5 (happened 0 of 2)\n';
  expect(await run(...add, ...scope)).toEqual([0, line]);
  workbench.faults.add({ kind: 'latency', ms: 5, jitterMs: 1 });
  expect(await run('faults')).toEqual([
    0,
    `Cluster  available; does not pause by itself; takes 15 s to resume\nSeed     1\n${line}f2   latency ms=5 jitterMs=1 (happened 0)\n`,
  ]);
  expect(await run('faults', 'remove', 'f1')).toEqual([0, 'f1 is over\n']);
  expect(workbench.faults.list().map(({ id }) => id)).toEqual(['f2']);
  expect(await run('faults', 'clear')).toEqual([0, 'No faults\n']);
  expect(workbench.faults.list()).toEqual([]);
});

test('faults pause, resume, auto-pause and seed', async () => {
  expect((await run('faults', 'pause'))[1]).toMatch(/^paused; /);
  expect(workbench.faults.cluster.state).toBe('paused');
  expect((await run('faults', 'resume', '--endpoint', workbench.endpoint))[1]).toMatch(/^available; /);
  expect((await run('faults', 'auto-pause', '300', '--resume-seconds', '5'))[1]).toBe(
    'available; pauses after 300 idle seconds; takes 5 s to resume\n',
  );
  expect((await run('faults', 'auto-pause', 'off'))[1]).toMatch(/^available; does not pause by itself/);
  expect(await run('faults', 'seed', '42')).toEqual([0, 'Seed 42\n']);
  expect(workbench.faults.seed).toBe(42);
});

test.each([
  [['faults', 'add', 'drop'], /^--when is missing: one of before, after\n$/],
  [['faults', 'add', 'latency'], /^--ms is missing: a number from 0 to 300000\n$/],
  [
    ['faults', 'add', 'latency', '--ms', '5', '--jitter-ms', '-1'],
    /^--jitter-ms is a number from 0 to 300000, got -1\n$/,
  ],
  [
    ['faults', 'add', 'truncate', '--per-second', '5'],
    /^--per-second is none of its members: kind, --operations, --sql/,
  ],
  [['faults', 'add', 'flood'], /^error: kind is one of exception, latency, .*\nSee: workbench faults add --help\n$/],
  [['faults', 'add', 'drop', '--operations', 'Execute'], /^error: --operations is one of ExecuteStatement, /],
  [
    ['faults', 'add', 'latency', '--ms', 'long'],
    /^error: --ms is a number, got "long"\nSee: workbench faults add --help\n$/,
  ],
  [['faults', 'remove', 'f9'], /^There is no fault f9, only: none at all\n$/],
])('workbench %j is refused with a hint', async (args, hint) => {
  const [code, output] = await run(...args);
  expect(code).toBe(1);
  expect(output).toMatch(hint);
});
