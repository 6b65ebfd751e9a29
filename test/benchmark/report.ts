import { readFile } from 'node:fs/promises';
import type { Measurement } from './calls.ts';
import { quantile } from './round.ts';
import { judge } from './targets.ts';

/** What `--json` writes of one run. */
export interface Run {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly database: string;
  readonly rounds: number;
  readonly measurements: readonly Measurement[];
}

const NUMBERS = ['callsPerSecond', 'p50Ms', 'p99Ms', 'clientCpuMs', 'serverCpuMs'] as const;

/** @returns tables in Markdown of the medians of several runs on one server: what each side reached, and the targets. */
export async function reportRuns(files: readonly string[]): Promise<string> {
  const runs = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Run));
  const [first] = runs;
  if (first === undefined) throw new Error('Name the files that bench wrote with --json');
  const medians = first.measurements.map((measurement, index) => toMedian(measurement, runs, index));
  const { database, machine, commit, date, rounds } = first;
  const conditions = `${database}, ${machine}, commit ${commit}, ${date.slice(0, 10)}: medians of ${runs.length} runs of ${rounds} rounds`;
  return [conditions, '', ...toSides(medians), '', ...toTargets(runs), ''].join('\n');
}

function toMedian(measurement: Measurement, runs: readonly Run[], index: number): Measurement {
  const medians = NUMBERS.map((name) => {
    const values = runs.map((run) => run.measurements[index]?.[name]).filter((value) => value !== undefined);
    return values.length === 0 ? [] : [[name, quantile(values, 0.5)] as const];
  });
  return { ...measurement, ...Object.fromEntries(medians.flat()) };
}

function toSides(measurements: readonly Measurement[]): string[] {
  const rows = measurements.map(({ workload, concurrency, side, callsPerSecond, p50Ms, p99Ms, ...cpu }) => [
    workload,
    String(concurrency),
    side,
    callsPerSecond.toFixed(callsPerSecond < 100 ? 1 : 0),
    p50Ms.toFixed(2),
    p99Ms.toFixed(2),
    cpu.clientCpuMs.toFixed(3),
    cpu.serverCpuMs?.toFixed(3) ?? '',
  ]);
  const names = ['workload', 'at a time', 'side', 'calls/s', 'p50 ms', 'p99 ms', 'client CPU ms', 'server CPU ms'];
  return toTable(names, rows);
}

/** Ratios are taken within each run, where the sides took turns: between runs machines change. */
function toTargets(runs: readonly Run[]): string[] {
  const judged = runs.map(({ measurements }) => judge(measurements));
  const rows = (judged[0] ?? []).map(({ text, wanted }, index) => {
    const reached = judged.map((targets) => targets[index]?.reached ?? Number.NaN);
    const median = quantile(reached, 0.5);
    const limit = Number(wanted.split(' ').at(-1));
    const isReached = wanted.startsWith('at least') ? median >= limit : median <= limit;
    const each = reached.map((value) => value.toFixed(2)).join(', ');
    return [text, wanted, median.toFixed(2), each, isReached ? 'yes' : '**no**'];
  });
  return toTable(['target', 'wanted', 'median', 'each run', 'reached'], rows);
}

function toTable(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const toLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [toLine(names), toLine(names.map(() => '---')), ...rows.map(toLine)];
}
