import type { CallToDisturb } from '../../emulator/index.ts';
import type { Fault, FaultSettings } from './fault.ts';
import { createRandom, type Random } from './random.ts';
import { PATTERN_LIMIT_MS, SqlPattern } from './sql-pattern.ts';
import { Throttle } from './throttle.ts';

/** One fault: to which calls it happens, and how often it did. */
export class Rule {
  readonly settings: FaultSettings;
  readonly id: string;
  readonly #number: number;
  readonly #sql: SqlPattern | undefined;
  #random: Random;
  #throttle: Throttle | undefined;
  #hits = 0;
  #limit: number;

  /** @param number counts from 1; chance is another one for each. */
  constructor(settings: FaultSettings, number: number, seed: number) {
    this.settings = settings;
    this.id = `f${number}`;
    this.#number = number;
    this.#sql = settings.sql === undefined ? undefined : new SqlPattern(settings.sql);
    this.#random = createRandom(seed, number);
    this.#limit = settings.times ?? Infinity;
    this.#throttle = settings.kind === 'throttle' ? new Throttle(settings.perSecond) : undefined;
  }

  /** Begins the sequence of chance anew. */
  reseed(seed: number): void {
    this.#random = createRandom(seed, this.#number);
  }

  /** @returns a number that the seed decides. */
  readonly random: Random = () => this.#random();

  /** @returns whether it happens to this call; then it has happened. */
  happensTo(call: CallToDisturb): boolean {
    const { probability = 1 } = this.settings;
    if (this.#hits >= this.#limit || !this.#isMeant(call)) return false;
    if (probability < 1 && this.#random() >= probability) return false;
    if (this.#throttle?.refuses(call.time) === false) return false;
    this.#hits += 1;
    return true;
  }

  describe(): Fault {
    const remaining = this.#limit === Infinity ? {} : { remaining: this.#limit - this.#hits };
    return { id: this.id, probability: 1, ...this.settings, hits: this.#hits, ...remaining };
  }

  #isMeant({ operation, request }: CallToDisturb): boolean {
    const { kind, operations } = this.settings;
    if (operations?.includes(operation) === false) return false;
    if (this.#sql !== undefined && !(typeof request['sql'] === 'string' && this.#matches(this.#sql, request['sql'])))
      return false;
    // A transaction has a connection that logged in with the old password.
    return kind !== 'rotate-secret' || request['transactionId'] === undefined;
  }

  /** A pattern that takes too long would hold up every call like this one, so its fault happens no more. */
  #matches(pattern: SqlPattern, sql: string): boolean {
    const matches = pattern.test(sql);
    if (matches !== undefined) return matches;
    this.#limit = this.#hits;
    console.error(
      `Fault ${this.id} is turned off: its regular expression ${this.settings.sql} took longer than ${PATTERN_LIMIT_MS} ms ` +
        'for the SQL of a call. Add it again without a repetition inside a repetition, such as (a+)+',
    );
    return false;
  }
}
