import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { ask, askAll, type Row } from './ask.ts';
import type { DatabaseDefinition, ObjectDefinition, TableDefinition } from './definition.ts';

/** Where SHOW CREATE TABLE writes the counter, and nothing else looks like it. */
const COUNTER = /^(\) ENGINE=\w+) AUTO_INCREMENT=\d+/m;

/**
 * Reads what a database consists of.
 *
 * @param connection becomes a connection to that database: the server leaves its name out of definitions then.
 */
export async function readDefinition(connection: Connection, databaseName: string): Promise<DatabaseDefinition> {
  await connection.query(`USE ${quote(databaseName)}`);
  const [schema] = await ask<'characterSet' | 'collation'>(
    connection,
    `SELECT DEFAULT_CHARACTER_SET_NAME AS characterSet, DEFAULT_COLLATION_NAME AS collation
     FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()`,
  );
  const named = await ask<'name' | 'type' | 'autoIncrement'>(
    connection,
    `SELECT TABLE_NAME AS name, TABLE_TYPE AS type, AUTO_INCREMENT AS autoIncrement
     FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME`,
  );
  const isView = ({ type }: Row<'type'>): boolean => type === 'VIEW';
  return {
    characterSet: String(schema?.characterSet),
    collation: String(schema?.collation),
    tables: await readTables(
      connection,
      named.filter((row) => !isView(row) && row.type !== 'SEQUENCE'),
    ),
    objects: [
      ...(await readRoutines(connection)),
      ...(await readCreated(connection, 'VIEW', named.filter(isView))),
      ...(await readTriggers(connection)),
      ...(await readEvents(connection)),
    ],
  };
}

async function readTables(connection: Connection, named: readonly Row<'name' | 'autoIncrement'>[]) {
  const columns = await ask<'table' | 'name' | 'type' | 'key' | 'extra'>(
    connection,
    `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_KEY AS \`key\`, EXTRA AS extra
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  const created = await showCreate(connection, 'TABLE', named);
  return named.map(({ name, autoIncrement }, index): TableDefinition => {
    const own = columns.filter(({ table }) => table === name);
    return {
      name: String(name),
      create: String(created[index]?.['Create Table']).replace(COUNTER, '$1'),
      autoIncrement: toCounter(autoIncrement),
      columns: own
        .filter(({ extra }) => !/\b(?:VIRTUAL|STORED|PERSISTENT) GENERATED\b/i.test(String(extra)))
        .map((column) => ({ name: String(column.name), type: String(column.type).toLowerCase() })),
      primaryKey: own.filter(({ key }) => key === 'PRI').map((column) => String(column.name)),
    };
  });
}

/** The servers disagree about a counter that has not been used: 1 to one, nothing to the other. */
export function toCounter(autoIncrement: string | number | null): string | null {
  return autoIncrement === null || Number(autoIncrement) === 1 ? null : String(autoIncrement);
}

async function readRoutines(connection: Connection): Promise<ObjectDefinition[]> {
  const named = await ask<'name' | 'kind'>(
    connection,
    `SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS kind
     FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_NAME`,
  );
  const ofKind = (wanted: string) => named.filter(({ kind }) => kind === wanted);
  return [
    ...(await readCreated(connection, 'FUNCTION', ofKind('FUNCTION'))),
    ...(await readCreated(connection, 'PROCEDURE', ofKind('PROCEDURE'))),
  ];
}

async function readEvents(connection: Connection): Promise<ObjectDefinition[]> {
  const named = await ask<'name'>(
    connection,
    `SELECT EVENT_NAME AS name FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY EVENT_NAME`,
  );
  return readCreated(connection, 'EVENT', named);
}

async function readCreated(
  connection: Connection,
  kind: 'FUNCTION' | 'PROCEDURE' | 'VIEW' | 'EVENT',
  named: readonly Row<'name'>[],
): Promise<ObjectDefinition[]> {
  const created = await showCreate(connection, kind, named);
  const member = `Create ${kind.charAt(0)}${kind.slice(1).toLowerCase()}`;
  return created.map((row, index) => ({
    kind,
    name: String(named[index]?.name),
    create: String(row[member]),
    ...(typeof row['sql_mode'] === 'string' ? { sqlMode: row['sql_mode'] } : {}),
  }));
}

async function showCreate(connection: Connection, kind: string, named: readonly Row<'name'>[]): Promise<Row<string>[]> {
  const results = await askAll(
    connection,
    named.map(({ name }) => `SHOW CREATE ${kind} ${quote(String(name))}`),
  );
  return results.flat();
}

/** Put together from its parts: the text that the author wrote may name the database. */
async function readTriggers(connection: Connection): Promise<ObjectDefinition[]> {
  const rows = await ask<'name' | 'table' | 'timing' | 'event' | 'body' | 'sqlMode' | 'definer'>(
    connection,
    `SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS \`table\`, ACTION_TIMING AS timing, EVENT_MANIPULATION AS event,
            ACTION_STATEMENT AS body, SQL_MODE AS sqlMode, DEFINER AS definer
     FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
     ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER`,
  );
  return rows.map(({ name, table, timing, event, body, sqlMode, definer }) => ({
    kind: 'TRIGGER',
    name: String(name),
    table: String(table),
    create:
      `CREATE DEFINER = ${quoteAccount(String(definer))} TRIGGER ${quote(String(name))} ${timing} ${event} ` +
      `ON ${quote(String(table))} FOR EACH ROW ${body}`,
    sqlMode: String(sqlMode),
  }));
}

function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@');
  return `${quote(account.slice(0, at))}@${quote(account.slice(at + 1))}`;
}
