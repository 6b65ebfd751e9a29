import { anyUnit, impatience, long, pause, text, type Actor } from './actor.ts';
import { readUnit } from './read-back.ts';
import { OVERSIZED } from './tables.ts';

/** A unit is as the ledger says, in either format. */
export async function readBack(actor: Actor): Promise<void> {
  const { caller, ledger, random } = actor;
  const unit = anyUnit(actor);
  if (unit === undefined) return;
  const found = await readUnit(
    caller,
    ledger.client,
    unit.id,
    random.below(2) === 0 ? { formatRecordsAs: 'JSON' } : {},
  );
  const fault = found === undefined ? undefined : ledger.judge(unit, found);
  if (fault !== undefined) caller.wrong(`Read back: ${fault}`);
}

/** What goes in comes out, and nobody else's. */
export async function echo({ caller, ledger, random }: Actor): Promise<void> {
  const number = random.below(2 ** 31);
  const words = `${ledger.client} ${number} "é😀`;
  const answer = await caller.execute('SELECT :number, :words, :nothing, :half', [
    long('number', number),
    text('words', words),
    { name: 'nothing', value: { isNull: true } },
    { name: 'half', value: { doubleValue: number / 2 } },
  ]);
  if (answer.kind !== 'ok') return pause();
  const wanted = [[{ longValue: number }, { stringValue: words }, { isNull: true }, { doubleValue: number / 2 }]];
  const got = JSON.stringify(answer.output.records);
  if (got !== JSON.stringify(wanted)) caller.wrong(`Echo of ${JSON.stringify(wanted)}: ${got}`);
}

/** A query that goes on when nobody waits for it any more. */
export async function sleepAndCancel(actor: Actor): Promise<void> {
  await actor.caller.execute('SELECT SLEEP(0.3)', [], { signal: impatience(actor) });
}

/** A result of ten times the size that an answer may have. */
export async function askTooMuch({ caller }: Actor): Promise<void> {
  const answer = await caller.execute(OVERSIZED, [], { expected: ['UnsupportedResultException'] });
  if (answer.kind === 'ok') caller.wrong('A result of 10 MB was answered');
}

/** The operation that is no more. */
export async function askOldApi({ caller }: Actor): Promise<void> {
  const answer = await caller.executeSql();
  if (answer.kind === 'ok') caller.wrong('ExecuteSql was answered');
}

export async function askSecret({ caller }: Actor): Promise<void> {
  const answer = await caller.secret();
  if (answer.kind === 'ok' && !answer.output.includes('"username"')) caller.wrong('A secret without a user name');
}
