import type { Connection } from 'mysql2/promise';
import { connect, type Server } from '../database/connect.ts';
import { quote } from '../database/quote.ts';
import { ask } from './ask.ts';
import { enterCopying } from './create-database.ts';
import type { DatabaseDefinition } from './definition.ts';
import { readDefinition } from './read-definition.ts';
import { restoreDefinition } from './restore-definition.ts';

const DATABASE_EXISTS = 1007;

const CONTENTS = `SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?) AS tables,
  (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?) +
  (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?) AS programs`;

/** A database as it was before it was filled. */
export interface FoundDatabase {
  readonly isNew: boolean;
  readonly hasTables: boolean;
  readonly hasPrograms: boolean;
  /** What it consisted of, where it was there without tables. */
  readonly before?: DatabaseDefinition;
}

/** Makes a database, unless it is there. @returns what was in it. */
export async function findOrMake(server: Server, name: string): Promise<FoundDatabase> {
  const connection = await connect(server);
  try {
    const isNew = await make(connection, name);
    const [row] = await ask<'tables' | 'programs'>(connection, CONTENTS, [name, name, name]);
    const found = { isNew, hasTables: row?.tables !== 0, hasPrograms: row?.programs !== 0 };
    if (isNew || found.hasTables) return found;
    return { ...found, before: await readDefinition(connection, name) };
  } finally {
    connection.destroy();
  }
}

/**
 * Takes back what was put into a database since it was found; nothing is touched where it had tables.
 *
 * @throws the server's error.
 */
export async function takeBack(server: Server, name: string, { isNew, before }: FoundDatabase): Promise<void> {
  const connection = await connect(server);
  try {
    if (isNew) await connection.query(`DROP DATABASE ${quote(name)}`);
    if (before === undefined) return;
    await enterCopying(connection);
    await restoreDefinition(connection, name, before);
  } finally {
    connection.destroy();
  }
}

/** @returns whether it was not there. */
async function make(connection: Connection, name: string): Promise<boolean> {
  try {
    await connection.query(`CREATE DATABASE ${quote(name)}`);
    return true;
  } catch (error) {
    if ((error as { errno?: number }).errno === DATABASE_EXISTS) return false;
    throw error;
  }
}
