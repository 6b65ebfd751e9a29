import type { Ending } from '../../emulator/index.ts';
import type { CheckedCall } from './call-members.ts';
import type { Outcome } from '../lambda/container.ts';

/** One invocation and what it did. */
export interface SeenInvocation {
  readonly event: unknown;
  readonly outcome: Outcome;
  /** Its calls of the Data API; of invocations at the same time, those of all of them. */
  readonly calls: readonly CheckedCall[];
  /** How many transactions were open at its end. */
  readonly leftOpen: number;
}

/** All that an external client, the database and the Data API saw of one step. */
export interface Observation {
  readonly invocations: readonly SeenInvocation[];
  readonly calls: readonly CheckedCall[];
  /** The transactions that were begun, and how they ended: undefined for one that was still open at the end. */
  readonly transactions: ReadonlyMap<string, Ending | undefined>;
  /** The table, at first and at last. */
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  /** MySQL connections past the Data API. */
  readonly connections: number;
  /** What the calls were to name. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What was expected of a candidate and did not come. */
export interface Difference {
  readonly event?: unknown;
  readonly expected: string;
  readonly got: string;
  /** The calls that show it, where not all of the step do. */
  readonly calls?: readonly CheckedCall[];
}
