import { INSERT, impatience, long, newUnit, pause, rowOf, settle, type Actor } from './actor.ts';
import type { Answer } from './caller.ts';
import type { Unit } from './ledger.ts';
import { readUnit } from './read-back.ts';
import { ACCOUNTS } from './tables.ts';

const TRANSFER = 'UPDATE account SET balance = balance + :amount WHERE id = :id';

/** How transactions end: some are left open, which nobody should do, and everybody does. */
type Ending = 'commit' | 'rollback' | 'abandon' | 'cancelledCommit';

/** An open transaction. */
interface Opened {
  readonly transactionId: string;
  /** When it began: an outage since then may have ended it. */
  readonly since: number;
}

/** A unit that is written row by row. */
export async function transaction(actor: Actor, ending: Ending): Promise<void> {
  if (ending === 'abandon' && !actor.crowd.mayAbandon()) return;
  const opened = await begin(actor);
  if (opened === undefined) return pause();
  const unit = newUnit(actor, 5);
  for (const part of unit.parts) {
    const written = await actor.caller.execute(INSERT, rowOf(actor, unit.id, part), opened);
    if (written.kind !== 'ok') return giveUp(actor, opened);
  }
  if (actor.random.below(4) === 0) await readInside(actor, unit, opened);
  await end(actor, unit, ending, opened);
}

/** Two statements at once in one transaction: the service refuses one, or they happened to follow each other. */
export async function concurrentTransaction(actor: Actor): Promise<void> {
  const opened = await begin(actor);
  if (opened === undefined) return pause();
  const options = { ...opened, expected: ['DatabaseErrorException'] };
  const id = actor.ledger.units.length;
  const both = await Promise.all([0, 1].map((part) => actor.caller.execute(INSERT, rowOf(actor, id, part), options)));
  const unit = actor.ledger.open([0, 1].filter((part) => both[part]?.kind === 'ok'));
  if (unit.parts.length > 0 && both.every((answer) => answer.kind === 'ok' || isBusy(answer))) {
    return settle(unit, await actor.caller.commit(opened.transactionId, opened));
  }
  if (both.every(isBusy)) actor.caller.wrong('Of two concurrent calls both were refused');
  return giveUp(actor, opened);
}

/** Money moves between accounts that everybody uses: deadlocks, and a sum that never changes. */
export async function transfer(actor: Actor): Promise<void> {
  const opened = await begin(actor);
  if (opened === undefined) return pause();
  for (const amount of [-7, 7]) {
    const parameters = [long('id', actor.random.below(ACCOUNTS)), long('amount', amount)];
    const moved = await actor.caller.execute(TRANSFER, parameters, opened);
    if (moved.kind !== 'ok') return giveUp(actor, opened);
  }
  await actor.caller.commit(opened.transactionId, opened);
}

async function begin({ caller }: Actor): Promise<Opened | undefined> {
  const since = performance.now();
  const begun = await caller.begin();
  return begun.kind === 'ok' ? { transactionId: begun.output, since } : undefined;
}

async function end(actor: Actor, unit: Unit, ending: Ending, opened: Opened): Promise<void> {
  const { caller } = actor;
  const { transactionId, since } = opened;
  switch (ending) {
    case 'commit':
      return settle(unit, await caller.commit(transactionId, { since }));
    case 'cancelledCommit':
      return settle(unit, await caller.commit(transactionId, { since, signal: impatience(actor) }));
    case 'rollback':
      await caller.rollback(transactionId, { since });
      return;
    case 'abandon':
      return;
  }
}

/** Own rows are seen before they are committed. */
async function readInside({ caller, ledger }: Actor, unit: Unit, opened: Opened): Promise<void> {
  const found = await readUnit(caller, ledger.client, unit.id, opened);
  if (found === undefined) return;
  const fault = ledger.judge({ ...unit, state: 'present' }, found);
  if (fault !== undefined) caller.wrong(`Inside its transaction, ${fault}`);
}

/** The transaction may be gone, or busy with a call that was cancelled: neither is committed. */
async function giveUp({ caller }: Actor, { transactionId, since }: Opened): Promise<void> {
  const expected = ['TransactionNotFoundException', 'DatabaseErrorException'];
  await caller.rollback(transactionId, { since, expected });
  await pause();
}

function isBusy(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.message === 'Transaction is still running a query';
}
