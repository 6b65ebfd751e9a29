import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { runAll } from './ask.ts';
import type { DatabaseDefinition, ObjectDefinition, TableDefinition } from './definition.ts';

/**
 * What a session needs to make tables and rows as they are elsewhere: in any order, ids of 0 and odd dates included, and
 * without waiting for long where somebody holds a lock. What the server knows of tables is to be the truth of this moment.
 */
export async function enterCopying(connection: Connection): Promise<void> {
  await runAll(connection, [
    `SET foreign_key_checks = 0, unique_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'`,
    `SET lock_wait_timeout = ${LOCK_WAIT_SECONDS}, innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
  ]);
  // Only MySQL keeps old answers for a day.
  await connection.query('SET information_schema_stats_expiry = 0').catch(() => undefined);
}

const LOCK_WAIT_SECONDS = 5;

/** Makes an empty database. It becomes the current one. @throws the server's error where it is there already. */
export async function createDatabase(
  connection: Connection,
  databaseName: string,
  { characterSet, collation }: DatabaseDefinition,
): Promise<void> {
  await runAll(connection, [
    `CREATE DATABASE ${quote(databaseName)} CHARACTER SET ${characterSet} COLLATE ${collation}`,
    `USE ${quote(databaseName)}`,
  ]);
}

/** @returns the statement that makes a table in the current database, with the counter that it has in the seed. */
export function createTable({ create, autoIncrement }: TableDefinition): string {
  return autoIncrement === null ? create : create.replace(TABLE_OPTIONS, `$& AUTO_INCREMENT=${autoIncrement}`);
}

const TABLE_OPTIONS = /^\) ENGINE=\w+/m;

/** @returns the statement that copies a table's rows from one database to another. */
export function copyRows({ name, columns }: TableDefinition, from: string, to: string): string {
  const list = columns.map((column) => quote(column.name)).join(', ');
  return `INSERT INTO ${quote(to)}.${quote(name)} (${list}) SELECT ${list} FROM ${quote(from)}.${quote(name)}`;
}

/**
 * Makes views, stored programs and triggers in the current database.
 *
 * @param objects in the order of a definition.
 * @throws the server's error for what cannot be made.
 */
export async function createObjects(connection: Connection, objects: readonly ObjectDefinition[]): Promise<void> {
  const sqlMode = 'SET @workbench_mode = @@sql_mode';
  let waiting = objects;
  while (waiting.length > 0) {
    const failed: ObjectDefinition[] = [];
    let reason: unknown;
    for (const object of waiting) {
      const mode = object.sqlMode === undefined ? [] : [`SET sql_mode = '${object.sqlMode}'`];
      try {
        await runAll(connection, [sqlMode, ...mode, object.create]);
      } catch (error) {
        // A view can stand on another one that is made later.
        failed.push(object);
        reason = error;
      } finally {
        await connection.query('SET sql_mode = @workbench_mode');
      }
    }
    if (failed.length === waiting.length) throw reason;
    waiting = failed;
  }
}
