import type { Difference, Observation } from './observation.ts';

/** Looks at what was seen of a candidate. @returns what is not as it should be. */
export type Judge = (seen: Observation) => Difference[];

/** A step that invokes the handler. */
export interface EventStep {
  /** What the handler does, as a sentence without its subject. */
  readonly name: string;
  /** SQL that runs before the events, beside the table's first three employees. */
  readonly arrange?: readonly string[];
  readonly events: readonly unknown[];
  /** All events at the same time, instead of one after another. */
  readonly isParallel?: true;
  /** A transaction expires as soon as a statement has run in it; only what uses the Data API sees that. */
  readonly expiresAfterInsert?: true;
  /** 'as the original': results, errors and rows are those of the original handler. */
  readonly expected: 'as the original' | Judge;
  /** What to do where it fails; TODOs are those of the skeleton. */
  readonly hint: string;
  /** Good to have: it is shown where it fails, and does not count. */
  readonly isAdvice?: true;
}

/** A step that looks at everything that the steps before it made the candidate do. */
export interface RecordStep {
  readonly name: string;
  readonly record: (all: readonly Observation[]) => Difference[];
  readonly hint: string;
}

/** One line of the report. */
export type Step = EventStep | RecordStep;
