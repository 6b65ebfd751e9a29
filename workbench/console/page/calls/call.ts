import { LOOK_UP_COMMENT } from '../../../calls/look-up-comment.ts';
import type { RecordedCall } from '../../../calls/recorded-call.ts';

/** A call as the workbench's routes tell it; integers beyond 2^53 are bigints. */
export type Call = RecordedCall;

/** Members of a request that the record keeps. */
const REQUEST_MEMBERS: readonly string[] = [
  ...['resourceArn', 'secretArn', 'database', 'transactionId', 'sql', 'parameters', 'parameterSets'],
  ...['includeResultMetadata', 'formatRecordsAs', 'resultSetOptions', 'continueAfterTimeout'],
];

/** @returns the request again, as it was sent; its members are in reading order. */
export function toRequest(call: Call): Record<string, unknown> {
  const isBegin = call.operation === 'BeginTransaction';
  // That of a begin is what its answer brought.
  const members = REQUEST_MEMBERS.filter((name) => !(isBegin && name === 'transactionId'));
  const entries = Object.entries(call).filter(([name]) => members.includes(name));
  return Object.fromEntries(entries.sort(([a], [b]) => members.indexOf(a) - members.indexOf(b)));
}

/** @returns the answer, right or wrong, as it came. */
export function toAnswer({ result, error }: Call): unknown {
  return error === undefined ? result : { message: error.message };
}

/** @returns whether this console looked something up for one of its pages: no handler did. */
export function isLookUp({ client, sql = '' }: Call): boolean {
  return client === 'browser' && sql.startsWith(LOOK_UP);
}

/** What the console's own look-ups begin with. */
export const LOOK_UP = `${LOOK_UP_COMMENT} `;
