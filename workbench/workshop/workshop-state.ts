import type { RecordedCall } from '../calls/recorded-call.ts';

/** A step of the check, as far as it is known. */
export interface WorkshopStep {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'advice' | 'skipped';
  /** What to do where it fails. */
  readonly hint?: string;
  readonly differences?: readonly { readonly event?: unknown; readonly expected: string; readonly got: string }[];
  /** The first calls behind it. */
  readonly calls?: readonly RecordedCall[];
  /** How many calls there were. */
  readonly callCount?: number;
}

/** The check of one handler, while it runs and after. */
export interface WorkshopRun {
  /** Counts from 1. */
  readonly number: number;
  readonly state: 'running' | 'passed' | 'failed' | 'broken';
  readonly steps: readonly WorkshopStep[];
  /** What to do next; or why the check could not be done. */
  readonly hint?: string;
  readonly durationMs?: number;
}

/** All that the workshop tells. */
export interface WorkshopState {
  /** Handlers that can be checked, relative to the folder of the workshop. */
  readonly files: readonly string[];
  /** The one that is. */
  readonly file: string;
  /** Where it is, for an editor. */
  readonly path: string;
  readonly run?: WorkshopRun;
}

/** What happens in the workshop: a check begins or is over, or one of its steps is. */
export type WorkshopEvent =
  | { readonly type: 'run'; readonly file: string; readonly run: WorkshopRun }
  | { readonly type: 'step'; readonly index: number; readonly step: WorkshopStep };
