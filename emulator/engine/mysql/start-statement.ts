import type { EventEmitter } from 'node:events';
import type { Connection as DriverConnection, PrepareStatementInfo } from 'mysql2';
import type { BoundStatement } from '../engine.ts';
import { dialect } from './dialect.ts';
import { toServerError } from './errors.ts';
import { MAX_PACKET_BYTES, packetBytes } from './encode-execution.ts';
import type { Execution } from './execute-ahead.ts';
import { readRows } from './read-rows.ts';
import { toTypedParameter, toTypeKey } from './values.ts';

/** Prepared statements kept per connection. The server's own limit is shared by all its connections. */
export const MAX_PREPARED_STATEMENTS = 64;
/** Sent ahead of the answers: it is all in memory at once. */
const MAX_TOGETHER_BYTES = 1024 * 1024;
/** Statements that the server runs as text only: ER_UNSUPPORTED_PS. */
const CANNOT_PREPARE = 1295;

/** What each connection has prepared, the least recently used first; asking the driver's cache costs a command. */
const preparedBy = new WeakMap<DriverConnection, Map<string, PrepareStatementInfo>>();

/** How many definitions were changed: MySQL goes on with the types that a statement's parameters had before. */
let generation = 0;

/** Has every statement prepared anew, as a table is another one now. */
export function outdatePrepared(): void {
  generation += 1;
}

/**
 * Sends a statement, prepared wherever the server can: values never become part of a statement's text.
 *
 * @returns the driver's command, which emits `fields`, `result`, `error` and `end`; in an object, as it has a `then`
 *   that throws.
 */
export async function startStatement(
  driver: DriverConnection,
  statement: BoundStatement,
): Promise<{ command: EventEmitter }> {
  if (statement.kind.runsAsText && statement.values.length === 0) return { command: driver.query(statement.text) };
  try {
    const key = toKey(statement);
    const prepared = findPrepared(driver, key) ?? (await prepare(driver, key));
    checkCount(prepared, statement);
    const command = prepared.execute(statement.values.map(toTypedParameter)) as unknown as EventEmitter;
    readRows(command);
    return { command };
  } catch (error) {
    const cannotPrepare = toServerError(error)?.errno === CANNOT_PREPARE && statement.values.length === 0;
    if (!cannotPrepare) throw error;
    return { command: driver.query(statement.text) };
  }
}

/**
 * A server may take a comment for code that we do not, or the reverse, by its version: values must not move over to
 * other placeholders then.
 *
 * @throws ServiceException what the server says to a wrong number of values.
 */
function checkCount(prepared: PrepareStatementInfo, { values }: BoundStatement): void {
  // The driver's typings do not have what the server told of the parameters.
  const { parameters } = prepared as PrepareStatementInfo & { parameters: readonly unknown[] };
  if (parameters.length !== values.length) throw dialect.missingValues();
}

/**
 * Prepares what the statements need, without a wait for those that are known.
 *
 * @returns an execution for each statement, from the first on, as many as can be sent together: a packet of any size is
 *   the driver's to send, and more kinds than a connection keeps would push one another out.
 */
export async function prepareTogether(
  driver: DriverConnection,
  statements: readonly BoundStatement[],
): Promise<Execution[]> {
  const ids = new Map<string, number>();
  const executions: Execution[] = [];
  let bytes = 0;
  for (const statement of statements) {
    bytes += packetBytes(statement.values);
    if (bytes > MAX_TOGETHER_BYTES && executions.length > 0) break;
    if (bytes > MAX_PACKET_BYTES) break;
    const key = toKey(statement);
    let id = ids.get(key);
    if (id === undefined) {
      if (ids.size === MAX_PREPARED_STATEMENTS / 2) break;
      const prepared = findPrepared(driver, key) ?? (await prepare(driver, key));
      checkCount(prepared, statement);
      id = idOf(prepared);
      if (id === undefined) break;
      ids.set(key, id);
    }
    executions.push({ id, values: statement.values });
  }
  return executions;
}

/** The driver keeps it out of its typings. */
function idOf(prepared: PrepareStatementInfo): number | undefined {
  return 'id' in prepared && typeof prepared.id === 'number' ? prepared.id : undefined;
}

function findPrepared(driver: DriverConnection, key: string): PrepareStatementInfo | undefined {
  const known = preparedBy.get(driver);
  const prepared = known?.get(key);
  if (known === undefined || prepared === undefined) return undefined;
  known.delete(key);
  known.set(key, prepared);
  return prepared;
}

function prepare(driver: DriverConnection, key: string): Promise<PrepareStatementInfo> {
  return new Promise((resolve, reject) => {
    driver.prepare(toDriverOptions(key), (error, prepared) => {
      if (error !== null) return reject(error);
      // Under the key of its start: a definition that was changed meanwhile outdates it.
      remember(driver, key, prepared);
      resolve(prepared);
    });
  });
}

function remember(driver: DriverConnection, key: string, prepared: PrepareStatementInfo): void {
  const known = preparedBy.get(driver) ?? new Map<string, PrepareStatementInfo>();
  preparedBy.set(driver, known);
  known.set(key, prepared);
  const oldest = known.keys().next();
  if (known.size <= MAX_PREPARED_STATEMENTS || oldest.done === true) return;
  known.delete(oldest.value);
  driver.unprepare(toDriverOptions(oldest.value));
}

/** Tells prepared statements apart. Neither a type nor a number has a line break in it. */
function toKey({ text, values }: BoundStatement): string {
  return `${toTypeKey(values)};${generation}\n${text}`;
}

/**
 * The driver's own cache tells statements apart by their text and `nestTables`, an option that has no effect here: it
 * carries the types and the generation. The driver takes such an object where its typings know a text alone.
 */
function toDriverOptions(key: string): string {
  const end = key.indexOf('\n');
  return { sql: key.slice(end + 1), nestTables: key.slice(0, end) } as unknown as string;
}
