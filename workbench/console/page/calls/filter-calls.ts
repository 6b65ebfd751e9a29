import { toJson } from '../api/json.ts';
import { isLookUp, type Call } from './call.ts';

/** Which calls are wanted; all with empty members. */
export interface CallsFilter {
  /** Words, all of which have to be somewhere in the call. */
  readonly search: string;
  readonly operation: string;
  readonly isFailed: boolean;
  /** Whether this console's own look-ups are wanted, too. */
  readonly hasLookUps: boolean;
}

const texts = new WeakMap<Call, string>();

/** @returns the question whether a call is wanted. */
export function toPredicate({ search, operation, isFailed, hasLookUps }: CallsFilter): (call: Call) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (call) =>
    (operation === '' || call.operation === operation) &&
    (!isFailed || call.error !== undefined) &&
    (hasLookUps || !isLookUp(call)) &&
    words.every((word) => textOf(call).includes(word));
}

/** What can be searched: not the answer, in which much would be found that nobody meant. */
function textOf(call: Call): string {
  const known = texts.get(call);
  if (known !== undefined) return known;
  const { operation, sql = '', parameters, parameterSets, database, transactionId, error, client, invocation } = call;
  const values = [parameters, parameterSets].map((value) => (value === undefined ? '' : toJson(value)));
  const names = [
    database,
    transactionId,
    error?.name,
    error?.message,
    client,
    invocation?.id,
    invocation?.functionName,
  ];
  const text = [operation, sql, ...values, ...names].join(' ').toLowerCase();
  texts.set(call, text);
  return text;
}

/** Filters a list that grows at its end, looking only at what is new. */
export function createGrowingFilter(): (calls: readonly Call[], filter: CallsFilter) => readonly Call[] {
  let seen: readonly Call[] = [];
  let last: CallsFilter | undefined;
  let found: readonly Call[] = [];
  return (calls, filter) => {
    const hasGrown = filter === last && calls[0] === seen[0] && calls.length >= seen.length;
    const news = (hasGrown ? calls.slice(seen.length) : calls).filter(toPredicate(filter));
    if (!hasGrown) found = news;
    else if (news.length > 0) found = [...found, ...news];
    [seen, last] = [calls, filter];
    return found;
  };
}
