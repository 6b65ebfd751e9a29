import { DRIVER, PASS_THROUGH, type Measurement } from './calls.ts';
import { toRatio } from './ratio.ts';
import type { Target } from './targets.ts';

const COLUMNS = [
  ['workload', 15],
  ['c', 3],
  ['side', 14],
  ['calls/s', 9],
  ['p50 ms', 8],
  ['p99 ms', 8],
  ['client CPU ms', 14],
  ['server CPU ms', 14],
  ['of driver', 10],
  ['of pass-through', 16],
] as const;

const pad = (text: string, at: number): string => {
  const width = COLUMNS[at]?.[1] ?? 0;
  return at === 0 || at === 2 ? text.padEnd(width) : text.padStart(width);
};
const toLine = (cells: readonly string[]): string => cells.map(pad).join(' ');

export const HEADING = toLine(COLUMNS.map(([name]) => name));

/** @param all of which the same workload's others tell the ratios; those that come later are not there yet. */
export function toRow(measurement: Measurement, all: readonly Measurement[]): string {
  const { workload, concurrency, side, callsPerSecond, p50Ms, p99Ms, clientCpuMs, serverCpuMs } = measurement;
  const ratio = (against: string): string => {
    const other = all.find((m) => m.workload === workload && m.concurrency === concurrency && m.side === against);
    return other === undefined ? '' : toRatio(measurement, other).toFixed(2);
  };
  return toLine([
    workload,
    String(concurrency),
    side,
    callsPerSecond.toFixed(callsPerSecond < 100 ? 1 : 0),
    p50Ms.toFixed(3),
    p99Ms.toFixed(3),
    clientCpuMs.toFixed(3),
    serverCpuMs?.toFixed(3) ?? '',
    ratio(DRIVER),
    ratio(PASS_THROUGH),
  ]);
}

export function toTargetRow({ text, wanted, reached, isReached }: Target): string {
  return `${isReached ? 'reached' : 'MISSED '} ${text.padEnd(58)} ${reached.toFixed(2).padStart(6)}  (${wanted})`;
}
