import type { SqlParameter } from '@aws-sdk/client-rds-data';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Caller } from './caller.ts';
import type { Ledger, State, Unit } from './ledger.ts';
import type { Random } from './random.ts';

/** The statement by which all rows are written. */
export const INSERT = 'INSERT INTO line VALUES (:client, :unit, :part, :value)';
/** A client that was told of an outage does not hammer on. */
const PAUSE_MS = 50;
/** How long a cancelled request may last before it is cancelled. */
const MAX_PATIENCE_MS = 8;

/** What the clients have in common. */
export interface Crowd {
  /** Whether one more transaction may be left open now: each holds a connection for three minutes. */
  mayAbandon(): boolean;
}

/** One client, as its deeds see it. */
export interface Actor {
  readonly ledger: Ledger;
  readonly caller: Caller;
  readonly random: Random;
  readonly crowd: Crowd;
}

/** Opens a unit of one row up to `max`. */
export function newUnit({ ledger, random }: Actor, max: number): Unit {
  return ledger.open(Array.from({ length: 1 + random.below(max) }, (_, part) => part));
}

/** @returns some unit that was opened before; undefined where there is none. */
export function anyUnit({ ledger, random }: Actor): Unit | undefined {
  return ledger.units[random.below(ledger.units.length)];
}

/** Notes what an answer tells of a unit that the call was to write or commit. */
export async function settle(unit: Unit, answer: Answer<unknown>): Promise<void> {
  unit.state = toState(answer);
  if (answer.kind === 'unknown') await pause();
}

function toState({ kind }: Answer<unknown>): State {
  return kind === 'ok' ? 'present' : kind === 'refused' ? 'absent' : 'either';
}

export function pause(): Promise<void> {
  return delay(PAUSE_MS);
}

/** @returns a signal that cancels a request soon. */
export function impatience({ random }: Actor): AbortSignal {
  return AbortSignal.timeout(1 + random.below(MAX_PATIENCE_MS));
}

/** @returns the parameters of `INSERT` for a row of a unit. */
export function rowOf({ ledger }: Actor, unit: number, part: number): SqlParameter[] {
  return [
    long('client', ledger.client),
    long('unit', unit),
    long('part', part),
    text('value', ledger.valueOf(unit, part)),
  ];
}

export function long(name: string, longValue: number): SqlParameter {
  return { name, value: { longValue } };
}

export function text(name: string, stringValue: string): SqlParameter {
  return { name, value: { stringValue } };
}
