import type { Actor } from './actor.ts';
import { askOldApi, askSecret, askTooMuch, echo, readBack, sleepAndCancel } from './reads.ts';
import { concurrentTransaction, transaction, transfer } from './transactions.ts';
import { insertAndCancel, insertBatch, insertBrokenBatch, insertRow, insertRows, removeUnit } from './writes.ts';

type Deed = (actor: Actor) => Promise<void>;

/** What a client does, and how often. */
const DEEDS: readonly (readonly [weight: number, deed: Deed])[] = [
  [15, insertRow],
  [8, insertRows],
  [8, insertBatch],
  [3, insertBrokenBatch],
  [3, insertAndCancel],
  [6, removeUnit],
  [12, (actor) => transaction(actor, 'commit')],
  [6, (actor) => transaction(actor, 'rollback')],
  [3, (actor) => transaction(actor, 'cancelledCommit')],
  [3, (actor) => transaction(actor, 'abandon')],
  [4, concurrentTransaction],
  [6, transfer],
  [15, readBack],
  [10, echo],
  [1, sleepAndCancel],
  [0.5, askTooMuch],
  [1, askOldApi],
  [2, askSecret],
];

/** One of many clients: does one thing after another until it is told to stop. */
export async function runClient(actor: Actor, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await actor.random.weighted(DEEDS)(actor);
}
