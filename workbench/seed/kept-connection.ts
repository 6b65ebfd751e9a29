import type { Connection } from 'mysql2/promise';
import { waitAtMost } from '../../emulator/index.ts';

/** How long it takes until one that was lost is opened anew. */
export const RETRY_MS = 1000;
/** How long one that is just being opened is waited for at the end. */
const CLOSE_MS = 2000;

/** One connection that is there whenever it is wanted: where it was lost, it is opened anew. */
export class KeptConnection {
  readonly #open: () => Promise<Connection>;
  #current: Promise<Connection> | undefined;
  #isClosed = false;

  /** @param open opens it, and does what has to be done with each new one. */
  constructor(open: () => Promise<Connection>) {
    this.#open = open;
  }

  /** @throws the driver's error where the server cannot be reached; Error after `close`. */
  async get(): Promise<Connection> {
    const current = (this.#current ??= this.#connect());
    const connection = await current;
    try {
      await connection.ping();
      return connection;
    } catch {
      // Of several who notice at the same time, the first opens the next one.
      if (this.#current === current) this.#current = this.#connect();
      return this.#current ?? this.get();
    }
  }

  /** Closes it, whatever it waits for. Never throws. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closing = this.#current?.then(
      (connection) => connection.destroy(),
      () => undefined,
    );
    // A server that hangs lets in nobody; where it goes on, what it lets in is closed then.
    if (closing !== undefined) await waitAtMost(CLOSE_MS, closing);
  }

  async #connect(): Promise<Connection> {
    try {
      // A caller still at work during shutdown would reopen it.
      if (this.#isClosed) throw new Error('The connection was closed here');
      const connection = await this.#open();
      for (const event of ['end', 'error'] as const) connection.on(event, () => this.#restore());
      return connection;
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  /** What the server holds for us goes with the connection: it is not to wait for our next question. */
  #restore(): void {
    if (this.#isClosed) return;
    const retry = setTimeout(() => {
      if (!this.#isClosed) this.get().catch(() => this.#restore());
    }, RETRY_MS);
    retry.unref();
  }
}
