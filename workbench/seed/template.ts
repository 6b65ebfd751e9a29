import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { runAll } from './ask.ts';
import { copyRows, createDatabase, createObjects, createTable, enterCopying } from './create-database.ts';
import type { DatabaseDefinition } from './definition.ts';
import { readDefinition } from './read-definition.ts';

/** A seeded database to copy and to go back to. It can be sent to another process as JSON. */
export interface Template {
  /** The database that holds the rows. */
  readonly databaseName: string;
  readonly definition: DatabaseDefinition;
}

/** Makes a template of a database that has just been filled. It is for nothing else from then on: nothing in it acts. */
export async function toTemplate(connection: Connection, databaseName: string): Promise<Template> {
  await enterCopying(connection);
  const definition = await readDefinition(connection, databaseName);
  const acting = definition.objects.filter(({ kind }) => kind === 'TRIGGER' || kind === 'EVENT');
  await runAll(
    connection,
    acting.map(({ kind, name }) => `DROP ${kind} ${quote(name)}`),
  );
  return { databaseName, definition };
}

/**
 * Makes a database that is as the seed.
 *
 * @returns what it consists of in the server's own words, which differ a little from those by which it was made.
 * @throws the server's error, for one that is there already; nothing of it is left then.
 */
export async function copyTemplate(
  connection: Connection,
  template: Template,
  databaseName: string,
): Promise<DatabaseDefinition> {
  const { definition } = template;
  await enterCopying(connection);
  await createDatabase(connection, databaseName, definition);
  try {
    await runAll(connection, [
      ...definition.tables.map(createTable),
      ...definition.tables.map((table) => copyRows(table, template.databaseName, databaseName)),
    ]);
    await createObjects(connection, definition.objects);
    return await readDefinition(connection, databaseName);
  } catch (error) {
    await connection.query(`DROP DATABASE ${quote(databaseName)}`).catch(() => undefined);
    throw error;
  }
}
