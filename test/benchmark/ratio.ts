import type { Measurement } from './calls.ts';
import { quantile } from './round.ts';

/**
 * How much faster one is than another: the median of what each round says. Within a round both have met the same
 * machine, so that this goes up and down less than the ratio of two medians.
 */
export function toRatio(ours: Measurement, theirs: Measurement): number {
  const ratios = ours.rates.map((rate, round) => rate / (theirs.rates[round] ?? Number.NaN));
  return quantile(ratios, 0.5);
}
