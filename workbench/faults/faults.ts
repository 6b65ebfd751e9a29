import type { AutoPauseSettings, CallToDisturb, ClusterState, Disturbance, Emulator } from '../../emulator/index.ts';
import { checkAutoPause, checkFault, checkSeed } from './check-fault.ts';
import type { Fault, FaultSettings } from './fault.ts';
import { Rule } from './rule.ts';
import { toDisturbance } from './to-disturbance.ts';

/** What there is before anybody says otherwise. */
const SEED = 1;

/** All that `GET /_workbench/faults` tells. */
export interface FaultReport {
  readonly seed: number;
  readonly cluster: ClusterState;
  readonly faults: readonly Fault[];
}

/** A pattern for SQL can be a regular expression here; its flags do not matter. */
export type FaultOrder = FaultSettings extends infer Settings
  ? Settings extends FaultSettings
    ? Omit<Settings, 'sql'> & { readonly sql?: string | RegExp }
    : never
  : never;

/** Faults on purpose: what is to go wrong, and whether the cluster sleeps. */
export class Faults {
  readonly #cluster: () => Pick<Emulator, 'autoPause' | 'pause'>;
  readonly #rules = new Map<string, Rule>();
  #seed = SEED;
  #last = 0;

  /** @param cluster asked when it is needed. */
  constructor(cluster: () => Pick<Emulator, 'autoPause' | 'pause'>) {
    this.#cluster = cluster;
  }

  /**
   * Lets something go wrong from now on.
   *
   * @throws InvalidFaultError which names the member that is wrong, and what it may be.
   */
  add(order: FaultOrder): Fault {
    const settings = checkFault(order);
    this.#last += 1;
    const rule = new Rule(settings, this.#last, this.#seed);
    this.#rules.set(rule.id, rule);
    return rule.describe();
  }

  /** @returns whether there was one. */
  remove(id: string): boolean {
    return this.#rules.delete(id);
  }

  /** Nothing goes wrong any more, and the cluster is available; ids, seed and chance begin anew. */
  clear(): void {
    this.#rules.clear();
    this.#seed = SEED;
    this.#last = 0;
    this.#cluster().autoPause.configure();
    this.#cluster().autoPause.resume();
  }

  /** @returns the faults that there are, also those that have happened as often as they were to. */
  list(): readonly Fault[] {
    return [...this.#rules.values()].map((rule) => rule.describe());
  }

  report(): FaultReport {
    return { seed: this.#seed, cluster: this.cluster, faults: this.list() };
  }

  get seed(): number {
    return this.#seed;
  }

  /**
   * Begins the chance of all faults anew: the same seed has the same sequence.
   *
   * @param seed a whole number from 0 to 4,294,967,295; at first it is 1.
   * @throws InvalidFaultError
   */
  set seed(seed: number) {
    this.#seed = checkSeed({ seed });
    for (const rule of this.#rules.values()) rule.reseed(seed);
  }

  /** How it is with the cluster now. */
  get cluster(): ClusterState {
    return this.#cluster().autoPause.describe();
  }

  /** Pauses the cluster, as if nobody had used it for long; what is open is rolled back. */
  async pause(): Promise<ClusterState> {
    await this.#cluster().pause();
    return this.cluster;
  }

  /** Makes the cluster available at once. */
  resume(): ClusterState {
    this.#cluster().autoPause.resume();
    return this.cluster;
  }

  /**
   * Lets the cluster pause by itself, or not any more.
   *
   * @param settings `autoPauseSeconds` without a call or an open transaction until it pauses, from 1 to 86,400, null for
   *   never; `resumeSeconds` that it takes to wake up, from 0 to 86,400, at first 15.
   * @throws InvalidFaultError
   */
  autoPause(settings: Pick<AutoPauseSettings, 'autoPauseSeconds'> & Partial<AutoPauseSettings>): ClusterState {
    this.#cluster().autoPause.configure(checkAutoPause(settings));
    return this.cluster;
  }

  /** For the emulator's hook. */
  readonly disturb = (call: CallToDisturb): Disturbance | undefined =>
    this.#rules.size === 0 ? undefined : toDisturbance(this.#rules.values(), call);
}
