import type { CallToDisturb } from '../../emulator/index.ts';
import type { Fault, FaultSettings } from './fault.ts';
import { createRandom, type Random } from './random.ts';
import { Throttle } from './throttle.ts';

/** One fault: to which calls it happens, and how often it did. */
export class Rule {
  readonly settings: FaultSettings;
  readonly id: string;
  readonly #number: number;
  readonly #sql: RegExp | undefined;
  #random: Random;
  #throttle: Throttle | undefined;
  #hits = 0;

  /** @param number counts from 1; chance is another one for each. */
  constructor(settings: FaultSettings, number: number, seed: number) {
    this.settings = settings;
    this.id = `f${number}`;
    this.#number = number;
    this.#sql = settings.sql === undefined ? undefined : new RegExp(settings.sql, 'i');
    this.#random = createRandom(seed, number);
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
    const { times = Infinity, probability = 1 } = this.settings;
    if (this.#hits >= times || !this.#isMeant(call)) return false;
    if (probability < 1 && this.#random() >= probability) return false;
    if (this.#throttle?.refuses(call.time) === false) return false;
    this.#hits += 1;
    return true;
  }

  describe(): Fault {
    const { times } = this.settings;
    const remaining = times === undefined ? {} : { remaining: times - this.#hits };
    return { id: this.id, probability: 1, ...this.settings, hits: this.#hits, ...remaining };
  }

  #isMeant({ operation, request }: CallToDisturb): boolean {
    const { kind, operations } = this.settings;
    if (operations?.includes(operation) === false) return false;
    if (this.#sql !== undefined && !(typeof request['sql'] === 'string' && this.#sql.test(request['sql'])))
      return false;
    // A transaction has a connection that logged in with the old password.
    return kind !== 'rotate-secret' || request['transactionId'] === undefined;
  }
}
