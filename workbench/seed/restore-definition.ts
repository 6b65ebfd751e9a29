import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { runAll } from './ask.ts';
import { createObjects, createTable } from './create-database.ts';
import type { DatabaseDefinition, ObjectDefinition } from './definition.ts';
import { readDefinition } from './read-definition.ts';

/**
 * Makes a database consist of what the seed consists of. A table that is not as it was is made anew, without rows.
 *
 * @param connection becomes a connection to that database.
 * @returns the names of what was made, changed or dropped.
 */
export async function restoreDefinition(
  connection: Connection,
  databaseName: string,
  wanted: DatabaseDefinition,
): Promise<string[]> {
  const found = await readDefinition(connection, databaseName);
  const tables = compare(found.tables, wanted.tables, ({ name, create }) => `${name}\n${create}`);
  const objects = compare(found.objects, wanted.objects, toKey);
  const remade = new Set(tables.missing.map(({ name }) => name));
  // A trigger goes with its table. A view can be in the way of a table.
  const lost = wanted.objects.filter(
    (object) => object.table !== undefined && remade.has(object.table) && !objects.missing.includes(object),
  );
  await restoreCharacterSet(connection, found, wanted);
  await runAll(connection, [
    ...objects.surplus.map(({ kind, name }) => `DROP ${kind} IF EXISTS ${quote(name)}`),
    ...tables.surplus.map(({ name }) => `DROP TABLE ${quote(name)}`),
    ...tables.missing.map(createTable),
  ]);
  await createObjects(connection, [...objects.missing, ...lost]);
  const changed = [...tables.surplus, ...tables.missing, ...objects.surplus, ...objects.missing];
  return [...new Set(changed.map(({ name }) => name))];
}

/** @returns what is there and should not be, and what should be there and is not. */
function compare<Item>(found: readonly Item[], wanted: readonly Item[], toKey: (item: Item) => string) {
  const foundKeys = new Set(found.map(toKey));
  const wantedKeys = new Set(wanted.map(toKey));
  return {
    surplus: found.filter((item) => !wantedKeys.has(toKey(item))),
    missing: wanted.filter((item) => !foundKeys.has(toKey(item))),
  };
}

function toKey({ kind, name, create, sqlMode }: ObjectDefinition): string {
  return JSON.stringify([kind, name, create, sqlMode]);
}

async function restoreCharacterSet(
  connection: Connection,
  found: DatabaseDefinition,
  { characterSet, collation }: DatabaseDefinition,
): Promise<void> {
  if (found.characterSet === characterSet && found.collation === collation) return;
  await connection.query(`ALTER DATABASE CHARACTER SET ${characterSet} COLLATE ${collation}`);
}
