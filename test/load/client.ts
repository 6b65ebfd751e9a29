import type { SqlParameter } from '@aws-sdk/client-rds-data';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Caller } from './caller.ts';
import { Ledger, type State, type Unit } from './ledger.ts';
import { readUnit } from './read-back.ts';
import type { Random } from './random.ts';
import { ACCOUNTS, OVERSIZED } from './tables.ts';

const INSERT = 'INSERT INTO line VALUES (:client, :unit, :part, :value)';
const REMOVE = 'DELETE FROM line WHERE client = :client AND unit = :unit AND part = :part';
/** A client that was told of an outage does not hammer on. */
const PAUSE_MS = 50;
/** How long a cancelled request may last before it is cancelled. */
const MAX_PATIENCE_MS = 8;

/** How transactions end: some are left open, which nobody should do, and everybody does. */
type Ending = 'commit' | 'rollback' | 'abandon' | 'cancelledCommit';

/** What the clients have in common. */
export interface Crowd {
  /** Whether one more transaction may be left open now: each holds a connection for three minutes. */
  mayAbandon(): boolean;
}

/** One of many clients: does one thing after another, and keeps a ledger of it. */
export class Client {
  readonly ledger: Ledger;
  readonly #caller: Caller;
  readonly #random: Random;
  readonly #crowd: Crowd;
  readonly #deeds: readonly (readonly [number, () => Promise<void>])[];

  constructor(number: number, caller: Caller, random: Random, crowd: Crowd) {
    this.ledger = new Ledger(number);
    this.#caller = caller;
    this.#random = random;
    this.#crowd = crowd;
    this.#deeds = [
      [15, () => this.#insertRow()],
      [8, () => this.#insertRows()],
      [8, () => this.#insertBatch()],
      [3, () => this.#insertBrokenBatch()],
      [12, () => this.#transaction('commit')],
      [6, () => this.#transaction('rollback')],
      [3, () => this.#transaction('cancelledCommit')],
      [3, () => this.#transaction('abandon')],
      [4, () => this.#concurrentTransaction()],
      [6, () => this.#transfer()],
      [6, () => this.#removeUnit()],
      [15, () => this.#readUnit()],
      [10, () => this.#echo()],
      [3, () => this.#cancelledInsert()],
      [1, () => this.#cancelledSleep()],
      [0.5, () => this.#oversized()],
      [1, () => this.#refusedApi()],
      [2, () => this.#secret()],
    ];
  }

  /** Goes on until it is told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await this.#random.weighted(this.#deeds)();
  }

  #newUnit(max: number): Unit {
    return this.ledger.open(Array.from({ length: 1 + this.#random.below(max) }, (_, part) => part));
  }

  /** What an answer tells of a unit that it was to write by itself. */
  async #settle(unit: Unit, answer: Answer<unknown>): Promise<void> {
    unit.state = toState(answer);
    if (answer.kind === 'unknown') await delay(PAUSE_MS);
  }

  async #insertRow(): Promise<void> {
    const unit = this.#newUnit(1);
    await this.#settle(unit, await this.#caller.execute(INSERT, this.#rowOf(unit, 0)));
  }

  /** One statement with several rows. */
  async #insertRows(): Promise<void> {
    const unit = this.#newUnit(5);
    const rows = unit.parts.map((part) => `(:client, :unit, ${part}, :value${part})`);
    const values = unit.parts.map((part) => text(`value${part}`, this.ledger.valueOf(unit.id, part)));
    const parameters = [...this.#rowOf(unit, 0), ...values];
    await this.#settle(unit, await this.#caller.execute(`INSERT INTO line VALUES ${rows.join(', ')}`, parameters));
  }

  async #insertBatch(): Promise<void> {
    const unit = this.#newUnit(20);
    const sets = unit.parts.map((part) => this.#rowOf(unit, part));
    await this.#settle(unit, await this.#caller.batch(INSERT, sets));
  }

  /** The last set is the first one again: the whole batch is refused. */
  async #insertBrokenBatch(): Promise<void> {
    const unit = this.#newUnit(5);
    const sets = [...unit.parts, 0].map((part) => this.#rowOf(unit, part));
    const answer = await this.#caller.batch(INSERT, sets, {}, { expected: ['DatabaseErrorException'] });
    if (answer.kind === 'ok') this.#caller.wrong('A batch with a row twice was acknowledged');
    else await this.#settle(unit, answer);
  }

  async #transaction(ending: Ending): Promise<void> {
    if (ending === 'abandon' && !this.#crowd.mayAbandon()) return;
    const since = performance.now();
    const begun = await this.#caller.begin();
    if (begun.kind !== 'ok') return void (await delay(PAUSE_MS));
    const transactionId = begun.output;
    const unit = this.#newUnit(5);
    for (const part of unit.parts) {
      const written = await this.#caller.execute(INSERT, this.#rowOf(unit, part), { transactionId, since });
      if (written.kind !== 'ok') return this.#giveUp(transactionId, since);
    }
    if (this.#random.below(4) === 0) await this.#readInside(unit, transactionId, since);
    await this.#end(unit, ending, transactionId, since);
  }

  async #end(unit: Unit, ending: Ending, transactionId: string, since: number): Promise<void> {
    switch (ending) {
      case 'commit':
        return this.#settle(unit, await this.#caller.commit(transactionId, { since }));
      case 'cancelledCommit':
        return this.#settle(unit, await this.#caller.commit(transactionId, { since, signal: this.#impatience() }));
      case 'rollback':
        await this.#caller.rollback(transactionId, { since });
        return;
      case 'abandon':
        return;
    }
  }

  /** Own rows are seen before they are committed. */
  async #readInside(unit: Unit, transactionId: string, since: number): Promise<void> {
    const found = await readUnit(this.#caller, this.ledger.client, unit.id, { transactionId, since });
    if (found === undefined) return;
    const fault = this.ledger.judge({ ...unit, state: 'present' }, found);
    if (fault !== undefined) this.#caller.wrong(`Inside its transaction, ${fault}`);
  }

  /** The transaction may be gone, or busy with a call that was cancelled: neither is committed. */
  async #giveUp(transactionId: string, since: number): Promise<void> {
    const expected = ['TransactionNotFoundException', 'DatabaseErrorException'];
    await this.#caller.rollback(transactionId, { since, expected });
    await delay(PAUSE_MS);
  }

  /** Two statements at once in one transaction: the service refuses one, or they happened to follow each other. */
  async #concurrentTransaction(): Promise<void> {
    const since = performance.now();
    const begun = await this.#caller.begin();
    if (begun.kind !== 'ok') return void (await delay(PAUSE_MS));
    const options = { transactionId: begun.output, since, expected: ['DatabaseErrorException'] };
    const id = this.ledger.units.length;
    const both = await Promise.all(
      [0, 1].map((part) => this.#caller.execute(INSERT, this.#rowOf({ id }, part), options)),
    );
    const isBusy = (answer: Answer<unknown>): boolean =>
      answer.kind === 'refused' && answer.message === 'Transaction is still running a query';
    const unit = this.ledger.open([0, 1].filter((part) => both[part]?.kind === 'ok'));
    if (unit.parts.length > 0 && both.every((answer) => answer.kind === 'ok' || isBusy(answer))) {
      return this.#settle(unit, await this.#caller.commit(begun.output, { since }));
    }
    if (both.every(isBusy)) this.#caller.wrong('Of two concurrent calls both were refused');
    return this.#giveUp(begun.output, since);
  }

  /** Money moves between accounts that everybody uses: deadlocks, and a sum that never changes. */
  async #transfer(): Promise<void> {
    const since = performance.now();
    const begun = await this.#caller.begin();
    if (begun.kind !== 'ok') return void (await delay(PAUSE_MS));
    const transactionId = begun.output;
    const [from, to] = [this.#random.below(ACCOUNTS), this.#random.below(ACCOUNTS)];
    const sql = 'UPDATE account SET balance = balance + :amount WHERE id = :id';
    for (const [id, amount] of [
      [from, -7],
      [to, 7],
    ] as const) {
      const moved = await this.#caller.execute(sql, [long('id', id), long('amount', amount)], { transactionId, since });
      if (moved.kind !== 'ok') return this.#giveUp(transactionId, since);
    }
    await this.#caller.commit(transactionId, { since });
  }

  async #removeUnit(): Promise<void> {
    const unit = this.#anyUnit();
    if (unit?.state !== 'present') return;
    const sets = unit.parts.map((part) => this.#rowOf(unit, part).slice(0, 3));
    const answer = await this.#caller.batch(REMOVE, sets);
    if (answer.kind === 'ok') unit.state = 'absent';
    if (answer.kind === 'unknown') unit.state = 'either';
  }

  async #readUnit(): Promise<void> {
    const unit = this.#anyUnit();
    if (unit === undefined) return;
    const asJson = this.#random.below(2) === 0;
    const found = await readUnit(this.#caller, this.ledger.client, unit.id, asJson ? { formatRecordsAs: 'JSON' } : {});
    if (found === undefined) return;
    const fault = this.ledger.judge(unit, found);
    if (fault !== undefined) this.#caller.wrong(`Read back: ${fault}`);
  }

  /** What goes in comes out, and nobody else's. */
  async #echo(): Promise<void> {
    const number = this.#random.below(2 ** 31);
    const words = `${this.ledger.client} ${number} "é😀`;
    const answer = await this.#caller.execute('SELECT :number, :words, :nothing, :half', [
      long('number', number),
      text('words', words),
      { name: 'nothing', value: { isNull: true } },
      { name: 'half', value: { doubleValue: number / 2 } },
    ]);
    if (answer.kind !== 'ok') return void (await delay(PAUSE_MS));
    const wanted = [[{ longValue: number }, { stringValue: words }, { isNull: true }, { doubleValue: number / 2 }]];
    const got = JSON.stringify(answer.output.records);
    if (got !== JSON.stringify(wanted)) this.#caller.wrong(`Echo of ${JSON.stringify(wanted)}: ${got}`);
  }

  async #cancelledInsert(): Promise<void> {
    const unit = this.#newUnit(1);
    const answer = await this.#caller.execute(INSERT, this.#rowOf(unit, 0), { signal: this.#impatience() });
    await this.#settle(unit, answer);
  }

  async #cancelledSleep(): Promise<void> {
    await this.#caller.execute('SELECT SLEEP(0.3)', [], { signal: this.#impatience() });
  }

  async #oversized(): Promise<void> {
    const answer = await this.#caller.execute(OVERSIZED, [], { expected: ['UnsupportedResultException'] });
    if (answer.kind === 'ok') this.#caller.wrong('A result of 10 MB was answered');
  }

  async #refusedApi(): Promise<void> {
    const answer = await this.#caller.executeSql();
    if (answer.kind === 'ok') this.#caller.wrong('ExecuteSql was answered');
  }

  async #secret(): Promise<void> {
    const answer = await this.#caller.secret();
    if (answer.kind === 'ok' && !answer.output.includes('"username"')) {
      this.#caller.wrong('GetSecretValue without a user name');
    }
  }

  #anyUnit(): Unit | undefined {
    return this.ledger.units[this.#random.below(this.ledger.units.length)];
  }

  #impatience(): AbortSignal {
    return AbortSignal.timeout(1 + this.#random.below(MAX_PATIENCE_MS));
  }

  #rowOf({ id }: Pick<Unit, 'id'>, part: number): SqlParameter[] {
    const { client } = this.ledger;
    return [long('client', client), long('unit', id), long('part', part), text('value', this.ledger.valueOf(id, part))];
  }
}

function toState({ kind }: Answer<unknown>): State {
  return kind === 'ok' ? 'present' : kind === 'refused' ? 'absent' : 'either';
}

function long(name: string, longValue: number): SqlParameter {
  return { name, value: { longValue } };
}

function text(name: string, stringValue: string): SqlParameter {
  return { name, value: { stringValue } };
}
