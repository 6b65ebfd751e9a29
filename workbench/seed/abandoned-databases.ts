import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { ask } from './ask.ts';
import { RETRY_MS, type KeptConnection } from './kept-connection.ts';
import { toLock } from './own-lock.ts';

const NAME = /^workbench_([0-9a-f]{8})_/;

/** An owner whose connection was lost has its lock again by then. */
const SECOND_LOOK_MS = 2.5 * RETRY_MS;

/** The databases of owners that were killed: those whose lock nobody holds, twice. */
export class AbandonedDatabases {
  readonly #connection: KeptConnection;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: KeptConnection) {
    this.#connection = connection;
  }

  /** Looks for them, and drops them after a second look, which nobody waits for. @throws the server's error. */
  async find(): Promise<void> {
    const found = await findFree(await this.#connection.get());
    if (found.length === 0) return;
    this.#timer = setTimeout(() => void this.#drop(found).catch(() => undefined), SECOND_LOOK_MS);
    // Nobody lives longer for it.
    this.#timer.unref();
  }

  /** Leaves them to whoever comes next. */
  leave(): void {
    clearTimeout(this.#timer);
  }

  async #drop(found: readonly string[]): Promise<void> {
    const connection = await this.#connection.get();
    const stillFree = new Set(await findFree(connection));
    for (const name of found.filter((each) => stillFree.has(each))) {
      // It may be another account's.
      await connection.query(`DROP DATABASE IF EXISTS ${quote(name)}`).catch(() => undefined);
    }
  }
}

/** @returns the databases of owners that do not hold their lock. */
async function findFree(connection: Connection): Promise<string[]> {
  const rows = await ask<'name'>(connection, 'SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA');
  const free: string[] = [];
  for (const { name } of rows) {
    const id = NAME.exec(String(name))?.[1];
    if (id === undefined) continue;
    const [answer] = await ask<'isFree'>(connection, 'SELECT IS_FREE_LOCK(?) AS isFree', [toLock(id)]);
    if (answer?.isFree === 1) free.push(String(name));
  }
  return free;
}
