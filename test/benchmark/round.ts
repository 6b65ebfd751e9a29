import type { Work } from './workloads.ts';

/** What a round took. */
export interface Round {
  readonly seconds: number;
  /** Of each call, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Makes a fixed number of calls, so many at a time. */
export async function runRound(work: Work, calls: number, concurrency: number): Promise<Round> {
  const latencies: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let n = next++; n < calls; n = next++) {
      const started = performance.now();
      await work(n);
      latencies.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, caller));
  return { seconds: (performance.now() - started) / 1000, latencies };
}

/** @param part 0.5 for the median, 0.99 for what one of a hundred exceeds. Between two values it lies between them. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place % 1);
}
