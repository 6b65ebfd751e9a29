import type { RecordedCall } from './recorded-call.ts';

/** Which calls are meant; all of them without a member. */
export interface CallFilter {
  readonly operation?: string;
  /** A part of the SQL, in whichever case, or a pattern. */
  readonly sql?: string | RegExp;
  readonly transactionId?: string;
  /** The name of the exception that it was refused with. */
  readonly error?: string;
  /** Refused, or not. */
  readonly failed?: boolean;
  /** Only calls after the one with this id. */
  readonly after?: number;
}

/** Whether a call is meant; whatever it throws, whoever asked with it gets. */
export type CallPredicate = (call: RecordedCall) => boolean;

/** @returns the question whether a call is meant. */
export function toPredicate(filter: CallFilter | CallPredicate = {}): CallPredicate {
  if (typeof filter === 'function') return filter;
  const { operation, sql, transactionId, error, failed, after } = filter;
  return (call) =>
    (operation === undefined || call.operation === operation) &&
    (sql === undefined || hasSql(call, sql)) &&
    (transactionId === undefined || call.transactionId === transactionId) &&
    (error === undefined || call.error?.name === error) &&
    (failed === undefined || (call.error !== undefined) === failed) &&
    (after === undefined || call.id > after);
}

function hasSql({ sql = '' }: RecordedCall, wanted: string | RegExp): boolean {
  // A pattern with the flag g would go on where it stopped in the last text.
  if (wanted instanceof RegExp) return sql.search(wanted) !== -1;
  return sql.toLowerCase().includes(wanted.toLowerCase());
}
