import type { Connection as DriverConnection } from 'mysql2';
import type { Wire } from './wire.ts';

/** Stops what runs on a connection, from a second one. */
export class Stopper {
  readonly #wire: Wire;
  readonly #openAnother: () => Promise<DriverConnection>;
  #cancelling: Promise<void> | undefined;
  #killing: Promise<void> | undefined;

  constructor(wire: Wire, openAnother: () => Promise<DriverConnection>) {
    this.#wire = wire;
    this.#openAnother = openAnother;
  }

  /** Whether a request to stop is on its way, or has arrived since the last statement. */
  get isCancelling(): boolean {
    return this.#cancelling !== undefined;
  }

  /** Whether there is anything to wait for before the connection is given back. */
  get isAtWork(): boolean {
    return this.#cancelling !== undefined || this.#killing !== undefined;
  }

  /** Stops the statement that runs, or the connection with all that waits on it. */
  cancel(what: 'QUERY' | 'CONNECTION'): Promise<void> {
    this.#cancelling ??= this.#stop(what);
    return this.#cancelling;
  }

  /** Ends the connection, and waits until its loss is noticed. */
  kill(): Promise<void> {
    this.#killing ??= this.#killConnection();
    return this.#killing;
  }

  /** A request to stop may reach the server after the statement has ended: an empty one takes it then. */
  async settle(): Promise<void> {
    await this.#cancelling;
    this.#cancelling = undefined;
    await this.#wire.query('DO 0').catch(() => undefined);
  }

  /** Waits for all that is on its way. */
  async end(): Promise<void> {
    await this.#cancelling;
    await this.#killing;
  }

  /** Waits for the loss: once only, a second one would wait for ever. */
  async #killConnection(): Promise<void> {
    if (this.#isBroken) return;
    const noticed = new Promise<void>((resolve) => this.#wire.driver.once('error', () => resolve()));
    await this.#stop('CONNECTION');
    if (!this.#isBroken) await noticed;
  }

  async #stop(what: 'QUERY' | 'CONNECTION'): Promise<void> {
    try {
      const other = await this.#openAnother();
      try {
        await other.promise().query(`KILL ${what} ${this.#wire.id}`);
      } finally {
        other.destroy();
      }
    } catch {
      // No second connection to be had, or its request was refused: ending this one makes the server notice.
      this.#wire.driver.destroy();
      this.#wire.break(new Error('The connection was closed to stop its statement'));
    }
  }

  get #isBroken(): boolean {
    return this.#wire.breakage !== undefined;
  }
}
