// npm run bench: how fast the emulator is beside the driver and a bare pass-through; `-- start` and `-- memory` for the rest,
// `-- report` for tables of several runs.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { measureCalls, type Measurement } from './calls.ts';
import { reportRuns } from './report.ts';
import { HEADING, toRow, toTargetRow } from './table.ts';
import { judge } from './targets.ts';

interface Options {
  readonly rounds: string;
  readonly endpoint: readonly string[];
  readonly workload: readonly string[];
  readonly side: readonly string[];
  readonly concurrency: readonly string[];
  readonly json?: string;
}

const program = new Command('bench').showHelpAfterError();

program
  .command('calls', { isDefault: true })
  .description('the emulator beside the driver and a bare pass-through')
  .option('--rounds <count>', 'how many rounds count', '5')
  .option('--workload <part...>', 'only those with this in their name', [])
  .option('--side <name...>', 'only these', [])
  .option('--concurrency <count...>', 'only so many calls at a time', [])
  .option('--endpoint <url...>', 'others to measure', [])
  .option('--json <file>', 'write the numbers there')
  .action(calls);
program
  .command('start')
  .description('how long a test waits for a workbench, and for its reset')
  .action(async () => void (await import('./start.ts')));

program
  .command('memory')
  .description('what a workbench holds in memory, after a load and during large calls')
  .action(async () => void (await import('./memory.ts')));

program
  .command('report')
  .description('tables of several runs on one server, for docs/performance.md')
  .argument('<file...>', 'what `--json` wrote')
  .action(async (files: readonly string[]) => console.log(await reportRuns(files)));

async function calls({ rounds, endpoint, workload, side, concurrency, json }: Options): Promise<void> {
  const measurements: Measurement[] = [];
  console.log(HEADING);
  const database = await measureCalls({
    rounds: Number(rounds),
    endpoints: endpoint,
    workloads: workload,
    sides: side,
    concurrency: concurrency.map(Number),
    told: (measurement) => {
      measurements.push(measurement);
      console.log(toRow(measurement, measurements));
    },
  });
  const targets = judge(measurements);
  for (const target of targets) console.log(toTargetRow(target));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [{ model } = { model: 'unknown' }] = cpus();
  const machine = `${cpus().length} cores, ${model.trim()}, Node.js ${process.version}`;
  const conditions = { date: new Date().toISOString(), commit, machine, database, rounds: Number(rounds) };
  console.log(Object.values(conditions).join(', '));
  if (json !== undefined) await writeFile(json, JSON.stringify({ ...conditions, measurements, targets }, undefined, 2));
}

await program.parseAsync();
process.exit();
