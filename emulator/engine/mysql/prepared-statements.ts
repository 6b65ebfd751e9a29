import type { Connection as DriverConnection, PrepareStatementInfo } from 'mysql2';
import type { Clock } from '../../clock.ts';
import type { BoundStatement, BoundValue } from '../engine.ts';
import { dialect } from './dialect.ts';
import type { ResultColumns } from './result-columns.ts';

/** Prepared statements kept per connection. The server's own limit is shared by all its connections. */
export const MAX_PREPARED_STATEMENTS = 64;

/** How long a statement is used before it is prepared anew: somebody else may have changed a definition meanwhile. */
const MAX_AGE_MS = 1000;

/** A statement that the server has prepared on one connection. */
export interface PreparedStatement {
  /** The server's number. */
  readonly id: number;
  /** How many values it wants. */
  readonly parameterCount: number;
  /** When it was prepared, by the clock's `elapsed`. */
  readonly preparedAt: number;
  /** Which one of all uses its latest was. */
  lastUse: number;
  /** The columns of its latest result. */
  columns: ResultColumns | undefined;
}

/**
 * How many definitions were changed here: MySQL goes on with the types that a statement's parameters had before, and
 * stores `7` for `'007'` when a column has become a text.
 */
let generation = 0;

/** Has every statement prepared anew, as a table is another one now. */
export function outdatePrepared(): void {
  generation += 1;
}

/** The latest statements that one connection has prepared. */
export class PreparedStatements {
  readonly #driver: DriverConnection;
  readonly #clock: Clock;
  #uses = 0;
  /** Asking the driver's own cache costs a command. */
  readonly #known = new Map<string, PreparedStatement>();
  /** They are closed when another one is wanted: most such connections are given back before. */
  #areOutdated = false;

  constructor(driver: DriverConnection, clock: Clock) {
    this.#driver = driver;
    this.#clock = clock;
  }

  /**
   * @returns a statement that was prepared a short while ago, if no definition was changed here since.
   * @throws ServiceException what the server says to a wrong number of values.
   */
  find(statement: BoundStatement): PreparedStatement | undefined {
    if (this.#areOutdated) this.#forgetAll();
    const key = toKey(statement);
    const found = this.#known.get(key);
    if (found === undefined) return undefined;
    if (this.#clock.elapsed() - found.preparedAt >= MAX_AGE_MS) {
      this.#forget(key);
      return undefined;
    }
    this.#uses += 1;
    found.lastUse = this.#uses;
    checkCount(found, statement);
    return found;
  }

  /** Prepares a statement, if it is not. @throws what the server says, as it is, and as `find`. */
  async get(statement: BoundStatement): Promise<PreparedStatement> {
    const found = this.find(statement);
    if (found !== undefined) return found;
    const prepared = await this.#prepare(toKey(statement));
    checkCount(prepared, statement);
    return prepared;
  }

  /** Has every statement prepared anew: the server goes on with the database, the modes and the variables of before. */
  outdate(): void {
    this.#areOutdated = true;
  }

  /** @param key that of the start: a definition that is changed meanwhile outdates it. */
  #prepare(key: string): Promise<PreparedStatement> {
    const startedAt = this.#clock.elapsed();
    return new Promise((resolve, reject) => {
      this.#driver.prepare(toDriverOptions(key), (error, info) => {
        if (error !== null) return reject(error);
        const prepared = toPrepared(info, startedAt);
        this.#remember(key, prepared);
        resolve(prepared);
      });
    });
  }

  #remember(key: string, prepared: PreparedStatement): void {
    if (this.#known.size === MAX_PREPARED_STATEMENTS) this.#forgetOldest();
    this.#uses += 1;
    prepared.lastUse = this.#uses;
    this.#known.set(key, prepared);
  }

  #forgetAll(): void {
    for (const key of this.#known.keys()) this.#forget(key);
    this.#areOutdated = false;
  }

  #forgetOldest(): void {
    let oldest: [key: string, use: number] = ['', Infinity];
    for (const [key, { lastUse }] of this.#known) if (lastUse < oldest[1]) oldest = [key, lastUse];
    this.#forget(oldest[0]);
  }

  #forget(key: string): void {
    this.#known.delete(key);
    this.#driver.unprepare(toDriverOptions(key));
  }
}

/**
 * A server may take a comment for code that we do not, or the reverse, by its version: values must not move over to
 * other placeholders then.
 */
function checkCount({ parameterCount }: PreparedStatement, { values }: BoundStatement): void {
  if (parameterCount !== values.length) throw dialect.missingValues();
}

/** The driver's typings have neither the number nor what the server told of the parameters. */
function toPrepared(info: PrepareStatementInfo, preparedAt: number): PreparedStatement {
  const { id, parameters } = info as PrepareStatementInfo & { id: number; parameters: readonly unknown[] };
  return { id, parameterCount: parameters.length, preparedAt, lastUse: 0, columns: undefined };
}

/**
 * Tells prepared statements apart, also by the types of all values: MySQL fixes the types of a statement's parameters at
 * its first execution, and silently converts later values to them. Neither a type nor a number has a line break in it.
 */
export function toKey({ text, values }: BoundStatement): string {
  return `${toTypes(values)};${generation}\n${text}`;
}

function toTypes(values: readonly BoundValue[]): string {
  let types = '';
  for (const { type } of values) types += `${type},`;
  return types;
}

/**
 * The driver's own cache tells statements apart by their text and `nestTables`, an option that has no effect here: it
 * carries the types and the generation. The driver takes such an object where its typings know a text alone.
 */
function toDriverOptions(key: string): string {
  const end = key.indexOf('\n');
  return { sql: key.slice(end + 1), nestTables: key.slice(0, end) } as unknown as string;
}
