import { randomBytes } from 'node:crypto';
import { waitAtMost } from '../../emulator/index.ts';
import { connect, type Server } from '../database/connect.ts';
import { quote } from '../database/quote.ts';
import type { MadeOnce } from '../made-once.ts';
import { AbandonedDatabases } from './abandoned-databases.ts';
import { runAll } from './ask.ts';
import { KeptConnection } from './kept-connection.ts';
import { toLock } from './own-lock.ts';

const DATABASE_EXISTS = 1007;
/** A connection may be without work for as long as it likes. */
const NEVER_SECONDS = 31_536_000;
/** A database that somebody still holds is not waited for. */
const LOCK_WAIT_SECONDS = 3;
/** A server that has not dropped a database by then hangs, and is not waited for. */
const DROP_MS = 5000;
/** Longer than an end takes on a server that hangs. */
const CLOSE_MS = 7000;

/**
 * The databases that one process makes on a server. Their owner holds a lock on the server for as long as it lives, so
 * that those whose owner was killed can be told from those that are in use.
 */
export class OwnDatabases {
  readonly #id = randomBytes(4).toString('hex');
  readonly #connection: KeptConnection;
  readonly #abandoned: AbandonedDatabases;
  readonly #made = new Set<string>();
  #count = 0;

  /**
   * Also drops, a little later, what others left behind that were killed, where it may.
   *
   * @throws the driver's error where the server cannot be reached.
   */
  static async open(server: Server): Promise<OwnDatabases> {
    const own = new OwnDatabases(server);
    try {
      await own.#abandoned.find();
      return own;
    } catch (error) {
      await own.close();
      throw error;
    }
  }

  private constructor(server: Server) {
    this.#connection = new KeptConnection(async () => {
      const connection = await connect(server);
      await runAll(connection, [
        `SET SESSION wait_timeout = ${NEVER_SECONDS}, lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
        `SELECT GET_LOCK(${connection.escape(toLock(this.#id))}, 0)`,
      ]);
      return connection;
    });
    this.#abandoned = new AbandonedDatabases(this.#connection);
  }

  /** @returns a name that nobody else has. */
  newName(): string {
    this.#count += 1;
    return `workbench_${this.#id}_${this.#count}`;
  }

  /** Makes an empty database. */
  async makeEmpty(name: string): Promise<void> {
    const connection = await this.#connection.get();
    await this.make(name, () => connection.query(`CREATE DATABASE ${quote(name)}`));
  }

  /**
   * Makes a database as the caller does it.
   *
   * @throws Error where there is one of that name: it is none of ours.
   */
  async make<Result>(name: string, create: () => Promise<Result>): Promise<Result> {
    try {
      const result = await create();
      this.#made.add(name);
      return result;
    } catch (error) {
      if ((error as { errno?: number }).errno !== DATABASE_EXISTS) throw error;
      throw new Error(
        `The server has a database ${name} already, and the workbench does not touch what it did not make: leave the name out, or choose another one`,
        { cause: error },
      );
    }
  }

  /**
   * Drops one that was made here. It is still ours where the server hangs.
   *
   * @throws the server's error, above all where somebody holds it; it is still ours then.
   */
  async drop(name: string): Promise<void> {
    if (this.#made.has(name)) await waitAtMost(DROP_MS, this.#drop(name));
  }

  /** Drops all that is left and can be dropped. Never throws: a server that is gone has nothing left. */
  async close(): Promise<void> {
    this.#abandoned.leave();
    for (const name of this.#made) {
      const isAnswered = await waitAtMost(
        DROP_MS,
        this.#drop(name).catch(() => undefined),
      );
      if (!isAnswered) break;
    }
    await this.#connection.close();
  }

  async #drop(name: string): Promise<void> {
    await (await this.#connection.get()).query(`DROP DATABASE IF EXISTS ${quote(name)}`);
    this.#made.delete(name);
  }
}

/** Ends what was made, if anything was: a server that hangs, which it may still be made on, is not waited for. */
export async function closeMade(own: MadeOnce<OwnDatabases>): Promise<void> {
  const closing = own.made().then((made) => made?.close());
  await waitAtMost(CLOSE_MS, closing);
}
