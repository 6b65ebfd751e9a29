import { DRIVER, PASS_THROUGH, UNOBSERVED, WORKBENCH, type Measurement } from './calls.ts';
import { toRatio } from './ratio.ts';

/** One number that the workbench is to reach. */
export interface Target {
  readonly text: string;
  readonly wanted: string;
  readonly reached: number;
  readonly isReached: boolean;
}

type Find = (side: string, workload: string, concurrency: number) => Measurement | undefined;

const MIN_OF_PASS_THROUGH = 0.85;
const MIN_OF_DRIVER = 0.32;
const MIN_ROWS = 1.25;
const MIN_BATCH = 4;
const MAX_ADDED_MS = 0.32;
const MIN_CROWDED = 0.9;
const MIN_RECORDED = 0.95;

/** @returns the targets for whose measurement there is what they need. */
export function judge(measurements: readonly Measurement[]): Target[] {
  const find: Find = (side, workload, concurrency) =>
    measurements.find((each) => each.side === side && each.workload === workload && each.concurrency === concurrency);
  const ratio = (workload: string, concurrency: number, against: string, atLeast: number): Target | undefined =>
    toTarget(`${workload}, c${concurrency}: calls/s against the ${against}`, atLeast, [
      find(WORKBENCH, workload, concurrency),
      find(against, workload, concurrency),
    ]);
  return [
    ratio('primary key', 1, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('primary key', 16, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('primary key', 16, DRIVER, MIN_OF_DRIVER),
    ratio('1,000 rows', 1, PASS_THROUGH, MIN_ROWS),
    ratio('1,000 rows', 16, PASS_THROUGH, MIN_ROWS),
    ratio('insert', 1, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('insert', 16, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('transaction', 1, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('transaction', 16, PASS_THROUGH, MIN_OF_PASS_THROUGH),
    ratio('batch of 1,000', 1, DRIVER, MIN_BATCH),
    addedLatency(find(WORKBENCH, 'primary key', 1), find(DRIVER, 'primary key', 1)),
    toTarget('primary key: calls/s at 64 connections against 16', MIN_CROWDED, [
      find(WORKBENCH, 'primary key', 64),
      find(WORKBENCH, 'primary key', 16),
    ]),
    ratio('primary key', 16, UNOBSERVED, MIN_RECORDED),
    ratio('1,000 rows', 16, UNOBSERVED, MIN_RECORDED),
  ].filter((target) => target !== undefined);
}

function toTarget(
  text: string,
  atLeast: number,
  [ours, theirs]: readonly [Measurement | undefined, Measurement | undefined],
): Target | undefined {
  if (ours === undefined || theirs === undefined) return undefined;
  const reached = toRatio(ours, theirs);
  return { text, wanted: `at least ${atLeast}`, reached, isReached: reached >= atLeast };
}

function addedLatency(ours: Measurement | undefined, driver: Measurement | undefined): Target | undefined {
  if (ours === undefined || driver === undefined) return undefined;
  const reached = ours.p50Ms - driver.p50Ms;
  const text = 'primary key, c1: p50 in ms above the driver';
  return { text, wanted: `at most ${MAX_ADDED_MS}`, reached, isReached: reached <= MAX_ADDED_MS };
}
