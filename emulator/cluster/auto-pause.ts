import type { Clock } from '../clock.ts';
import { ServiceException } from '../model/exceptions.ts';
import { RESUMING_MESSAGE } from '../model/usual-messages.ts';

/** Whether a cluster answers: only one that is available does. */
export type PauseState = 'available' | 'paused' | 'resuming';

/** When the cluster falls asleep, and how long it takes to wake up. */
export interface AutoPauseSettings {
  /** Seconds without a call or an open transaction after which it pauses, 1 to 86,400; null for never. */
  readonly autoPauseSeconds: number | null;
  /** Seconds from the first call until it is available again, 0 to 86,400. */
  readonly resumeSeconds: number;
}

/** How it is with the cluster now. */
export interface ClusterState extends AutoPauseSettings {
  readonly state: PauseState;
  /** While it is resuming: how long that takes still. */
  readonly resumesInMs?: number;
}

/** Never paused, until somebody wants it. Resuming takes 10 to 30 seconds on AWS (contract 7.4). */
const BY_DEFAULT: AutoPauseSettings = { autoPauseSeconds: null, resumeSeconds: 15 };

/**
 * A cluster that pauses while nobody uses it. The first call wakes it up and is refused, as all others until it is awake.
 * An open transaction keeps it awake, as any connection does on AWS. There are no timers: what time it is decides.
 */
export class AutoPause {
  readonly #clock: Clock;
  #settings = BY_DEFAULT;
  #state: PauseState = 'available';
  #wakesAt = 0;
  /** Calls that run and transactions that are open. */
  #users = 0;
  #idleSince: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#idleSince = clock.elapsed();
  }

  /**
   * As `enter`, for a call, which needs a cluster that is awake.
   *
   * @throws ServiceException DatabaseResumingException while it is not.
   */
  enterAwake(): void {
    this.#checkAwake();
    this.enter();
  }

  /** From now on one more keeps it awake, until it leaves. */
  enter(): void {
    this.#users += 1;
  }

  /** Once for each `enter`: with the last one the time without a call begins. */
  leave(): void {
    this.#users -= 1;
    if (this.#users === 0) this.#idleSince = this.#clock.elapsed();
  }

  /** Lets it fall asleep at once, whoever uses it. */
  pause(): void {
    this.#state = 'paused';
  }

  /** Makes it available at once. */
  resume(): void {
    this.#state = 'available';
    this.#idleSince = this.#clock.elapsed();
  }

  /** The time without a call is counted anew. */
  configure(settings: Partial<AutoPauseSettings> = BY_DEFAULT): void {
    this.#settle();
    this.#settings = { ...this.#settings, ...settings };
    this.#idleSince = this.#clock.elapsed();
  }

  /** @returns how it is now. */
  describe(): ClusterState {
    this.#settle();
    const state = { state: this.#state, ...this.#settings };
    return this.#state === 'resuming'
      ? { ...state, resumesInMs: Math.ceil(this.#wakesAt - this.#clock.elapsed()) }
      : state;
  }

  #checkAwake(): void {
    this.#settle();
    if (this.#state === 'available') return;
    if (this.#state === 'paused') {
      this.#state = 'resuming';
      this.#wakesAt = this.#clock.elapsed() + this.#settings.resumeSeconds * 1000;
    }
    throw new ServiceException('DatabaseResumingException', RESUMING_MESSAGE);
  }

  /** Catches up with the time that has passed. */
  #settle(): void {
    const { autoPauseSeconds } = this.#settings;
    // What most calls find.
    if (this.#state === 'available' && autoPauseSeconds === null) return;
    const now = this.#clock.elapsed();
    if (this.#state === 'resuming' && now >= this.#wakesAt) {
      this.#state = 'available';
      this.#idleSince = this.#wakesAt;
    }
    if (autoPauseSeconds === null || this.#users > 0 || this.#state !== 'available') return;
    if (now - this.#idleSince >= autoPauseSeconds * 1000) this.#state = 'paused';
  }
}
