import type { ExceptionName, OperationName } from '../../emulator/index.ts';

/** What goes wrong. */
export type FaultKind =
  /** Any exception of the service; without a message with the usual one. */
  | { readonly kind: 'exception'; readonly exception: ExceptionName; readonly message?: string }
  /** The call waits `ms` milliseconds, give or take `jitterMs`: each from 0 to 300,000. */
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
  /** The call waits as it might on its way to AWS. */
  | { readonly kind: 'latency'; readonly profile: 'aws' }
  /** More than so many calls in any second are refused with ThrottlingException: a whole number from 0 to 1,000,000. */
  | { readonly kind: 'throttle'; readonly perSecond: number }
  /** The connection is closed without an answer: before the work, or when it is done. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** The work is done, and half of the answer is sent. */
  | { readonly kind: 'truncate' }
  /** The database connection that the call works with is killed before. */
  | { readonly kind: 'kill-connection' }
  /** The cluster's Data API is switched off. */
  | { readonly kind: 'data-api-off' }
  /** The database has a new password, the secret still the old one; open transactions go on. */
  | { readonly kind: 'rotate-secret' };

/** Which calls it happens to; all of them without a member. */
export interface FaultScope {
  /** At least one. */
  readonly operations?: readonly OperationName[];
  /** A regular expression, in whichever case, that the SQL has to match. */
  readonly sql?: string;
  /** To how many of them, from 0 to 1: by chance, the same with the same seed. */
  readonly probability?: number;
  /** How often at most: a whole number from 1 to 1,000,000. */
  readonly times?: number;
}

/** A fault as it is ordered. */
export type FaultSettings = FaultKind & FaultScope;

/** A fault that is at work. */
export type Fault = FaultSettings & {
  readonly id: string;
  readonly probability: number;
  /** How often it happened. */
  readonly hits: number;
  /** How often it will happen still, where that is limited; 0, too, where its pattern took too long. */
  readonly remaining?: number;
};
