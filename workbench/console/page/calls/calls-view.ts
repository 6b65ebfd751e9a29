import { computed, signal } from '@preact/signals';
import { now, transactions } from '../api/transactions.ts';
import type { Call } from './call.ts';
import { calls } from './call-store.ts';
import { createGrowingFilter, type CallsFilter } from './filter-calls.ts';
import { toTimeline, type TimelineRow } from './timeline.ts';

const EVERYTHING: CallsFilter = { search: '', operation: '', isFailed: false, hasLookUps: false };

/** What the reader wants to see, and how. */
export const filter = signal<CallsFilter>(EVERYTHING);
/** One call a line, or grouped by invocation and transaction. */
export const view = signal<'list' | 'timeline'>('list');
/** The id of the call that is looked at. */
export const chosenId = signal<number | undefined>(undefined);

const growingFilter = createGrowingFilter();

/** Those that the filter leaves, oldest first. */
export const shownCalls = computed(() => growingFilter(calls.value, filter.value));
/** The call that is looked at; undefined where none is, or it has gone. */
export const chosenCall = computed<Call | undefined>(() =>
  chosenId.value === undefined ? undefined : calls.value.find(({ id }) => id === chosenId.value),
);

/** Only while some transaction is open does the clock matter. */
const clock = computed(() => (transactions.value.length > 0 ? now.value : Number.MAX_SAFE_INTEGER));

/** The rows of the timeline, of the calls that the filter leaves. */
export const timeline = computed<readonly TimelineRow[]>(() => {
  const known = new Map(transactions.value.map((transaction) => [transaction.transactionId, transaction]));
  return toTimeline(shownCalls.value, { transactions: known, now: clock.value });
});

/** Changes some of the filter. */
export function changeFilter(members: Partial<CallsFilter>): void {
  filter.value = { ...filter.value, ...members };
}

/** @returns whether the reader's own filter may leave calls out; look-ups do not count. */
export function isFiltered(): boolean {
  const { search, operation, isFailed } = filter.value;
  return search !== '' || operation !== '' || isFailed;
}

/** Takes the filter off; whether look-ups are shown stays as it is. */
export function showEverything(): void {
  filter.value = { ...EVERYTHING, hasLookUps: filter.value.hasLookUps };
}
