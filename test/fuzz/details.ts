import type * as fc from 'fast-check';

/** What came out of many inputs, as far as somebody asks. */
export type Details = Pick<
  fc.RunDetails<unknown>,
  'failed' | 'numRuns' | 'counterexample' | 'counterexamplePath' | 'errorInstance'
>;
