import type { ServerError } from './errors.ts';

/** Asks the server for rows of text; none where it does not answer. */
export type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** MariaDB's numbers for what these functions look into. */
const NO_SUCH_TABLE = 1146;
const ROW_IS_REFERENCED = 1451;
const DROPPED_TABLE = /^\s*DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?`?(?<table>[\p{L}\p{N}_$]+)`?\s*$/iu;

/** Errors of MariaDB that do not tell enough for MySQL's words: the rest is asked for. */
export async function asMySqlSaysAfterAsking(
  error: ServerError,
  sql: string,
  ask: Ask,
): Promise<ServerError | undefined> {
  if (error.errno === NO_SUCH_TABLE) return missingDatabase(error, ask);
  if (error.errno === ROW_IS_REFERENCED) return droppedParent(error, sql, ask);
  return undefined;
}

/** Where the whole database is missing, MySQL says so; MariaDB misses the table. */
async function missingDatabase({ message }: ServerError, ask: Ask): Promise<ServerError | undefined> {
  const database = /^Table '([^.']+)\.[^']+' doesn't exist$/.exec(message)?.[1];
  if (database === undefined) return undefined;
  const [answer] = await ask(`SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '${database}'`);
  if (answer === undefined || Number(answer[0]) !== 0) return undefined;
  return { errno: 1049, sqlState: '42000', message: `Unknown database '${database}'` };
}

/** DROP TABLE of a parent: MySQL names the child, MariaDB nobody. */
async function droppedParent({ message }: ServerError, sql: string, ask: Ask): Promise<ServerError | undefined> {
  const table = DROPPED_TABLE.exec(sql)?.groups?.['table'];
  if (table === undefined || message.endsWith(')')) return undefined;
  const [answer] = await ask(
    'SELECT constraint_name, table_name FROM information_schema.referential_constraints ' +
      `WHERE unique_constraint_schema = DATABASE() AND referenced_table_name = '${table}' AND table_name <> '${table}'`,
  );
  if (answer === undefined) return undefined;
  const [constraint, child] = answer;
  return {
    errno: 3730,
    sqlState: 'HY000',
    message: `Cannot drop table '${table}' referenced by a foreign key constraint '${String(constraint)}' on table '${String(child)}'.`,
  };
}
