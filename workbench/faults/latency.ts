import type { FaultKind } from './fault.ts';
import type { Random } from './random.ts';

/** A fault that makes calls wait. */
export type Latency = Extract<FaultKind, { readonly kind: 'latency' }>;

/**
 * No figure of AWS's is known to us with its source, so this is a guess, not a measurement: most calls take 20 to 60 ms
 * longer than here, one in fifty several hundred.
 */
const AWS = { leastMs: 20, meanMoreMs: 15, slowShare: 0.02, slowMs: 300, mostMs: 1000 };

/** @returns how long a call waits. */
export function toDelayMs(latency: Latency, random: Random): number {
  if ('profile' in latency) return likeAws(random);
  const { ms, jitterMs = 0 } = latency;
  return Math.max(0, ms + (2 * random() - 1) * jitterMs);
}

/** Waiting times are distributed like that: many short ones, few long ones. */
function likeAws(random: Random): number {
  const more = -Math.log(1 - random()) * AWS.meanMoreMs;
  const slow = random() < AWS.slowShare ? AWS.slowMs : 0;
  return Math.min(AWS.leastMs + more + slow, AWS.mostMs);
}
