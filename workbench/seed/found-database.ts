import type { Connection } from 'mysql2/promise';
import { connect, type Server } from '../database/connect.ts';
import { quote } from '../database/quote.ts';
import { ask } from './ask.ts';
import { enterCopying } from './create-database.ts';

const DATABASE_EXISTS = 1007;

const CONTENTS = `SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?) AS tables,
  (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?) +
  (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?) AS programs`;

/** A database as it was before it was filled. */
export interface FoundDatabase {
  readonly isNew: boolean;
  readonly hasTables: boolean;
  readonly hasPrograms: boolean;
}

/** Makes a database, unless it is there. @returns what was in it. @throws the server's error. */
export async function findOrMake(server: Server, name: string): Promise<FoundDatabase> {
  const connection = await connect(server);
  try {
    const isNew = await make(connection, name);
    const [row] = await ask<'tables' | 'programs'>(connection, CONTENTS, [name, name, name]);
    return { isNew, hasTables: row?.tables !== 0, hasPrograms: row?.programs !== 0 };
  } finally {
    connection.destroy();
  }
}

/** Drops a database that was just made, unless somebody holds it for seconds. @throws the server's error. */
export async function dropAgain(server: Server, name: string): Promise<void> {
  const connection = await connect(server);
  try {
    await enterCopying(connection);
    await connection.query(`DROP DATABASE ${quote(name)}`);
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
