import { INSERT, anyUnit, impatience, newUnit, rowOf, settle, text, type Actor } from './actor.ts';

const REMOVE = 'DELETE FROM line WHERE client = :client AND unit = :unit AND part = :part';

/** One row by one statement. */
export async function insertRow(actor: Actor): Promise<void> {
  const unit = newUnit(actor, 1);
  await settle(unit, await actor.caller.execute(INSERT, rowOf(actor, unit.id, 0)));
}

/** One statement with several rows. */
export async function insertRows(actor: Actor): Promise<void> {
  const { ledger, caller } = actor;
  const unit = newUnit(actor, 5);
  const rows = unit.parts.map((part) => `(:client, :unit, ${part}, :value${part})`);
  const values = unit.parts.map((part) => text(`value${part}`, ledger.valueOf(unit.id, part)));
  const parameters = [...rowOf(actor, unit.id, 0), ...values];
  await settle(unit, await caller.execute(`INSERT INTO line VALUES ${rows.join(', ')}`, parameters));
}

export async function insertBatch(actor: Actor): Promise<void> {
  const unit = newUnit(actor, 20);
  const sets = unit.parts.map((part) => rowOf(actor, unit.id, part));
  await settle(unit, await actor.caller.batch(INSERT, sets));
}

/** The last set is the first one again: the whole batch is refused. */
export async function insertBrokenBatch(actor: Actor): Promise<void> {
  const unit = newUnit(actor, 5);
  const sets = [...unit.parts, 0].map((part) => rowOf(actor, unit.id, part));
  const answer = await actor.caller.batch(INSERT, sets, { expected: ['DatabaseErrorException'] });
  if (answer.kind === 'ok') actor.caller.wrong('A batch with a row twice was acknowledged');
  else await settle(unit, answer);
}

/** Nobody waits for the answer. */
export async function insertAndCancel(actor: Actor): Promise<void> {
  const unit = newUnit(actor, 1);
  const answer = await actor.caller.execute(INSERT, rowOf(actor, unit.id, 0), { signal: impatience(actor) });
  await settle(unit, answer);
}

/** A batch that removes all rows of a unit. */
export async function removeUnit(actor: Actor): Promise<void> {
  const unit = anyUnit(actor);
  if (unit?.state !== 'present') return;
  const sets = unit.parts.map((part) => rowOf(actor, unit.id, part).slice(0, 3));
  const answer = await actor.caller.batch(REMOVE, sets);
  if (answer.kind === 'ok') unit.state = 'absent';
  if (answer.kind === 'unknown') unit.state = 'either';
}
