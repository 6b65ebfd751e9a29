import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { connect, type Server } from '../database/connect.ts';
import { quote } from '../database/quote.ts';
import { PASSWORDS_OF_FILES } from '../calls/mask-text.ts';
import { findSqlFiles, type SqlSource } from './find-sql-files.ts';
import { SqlSplitError } from './hidden-text.ts';
import { readDatabaseStatement } from './named-database.ts';
import { splitSql, type SqlStatement } from './split-sql.ts';

/** Where files are loaded to. */
interface Destination {
  readonly server: Server;
  readonly databaseName: string;
  /** The name by which the files call it, once one of them does. */
  alias?: string;
}

const SYNTAX_ERROR = 1064;
const STORED_PROGRAM = /^create\b[^]*\b(?:procedure|function|trigger|event)\b/i;

/**
 * Runs files of SQL in a database that is there, each in a session of its own. Statements about a database as a whole are
 * about that one: files may name it as they like, but only one.
 *
 * @param sources files and folders; a folder is run in the order of names.
 * @throws Error that names file and line, with what the server said.
 */
export async function loadSqlFiles(server: Server, databaseName: string, sources: readonly SqlSource[]): Promise<void> {
  const destination: Destination = { server, databaseName };
  for (const file of await findSqlFiles(sources)) await loadFile(file, destination);
}

async function loadFile(file: string, destination: Destination): Promise<void> {
  const statements = split(await readFile(file, 'utf8'), file);
  const connection = await connect(destination.server, destination.databaseName);
  try {
    for (const statement of statements) await runStatement(connection, statement, file, destination);
  } finally {
    connection.destroy();
  }
}

function split(sql: string, file: string): SqlStatement[] {
  try {
    return splitSql(sql);
  } catch (error) {
    if (error instanceof SqlSplitError) throw at(file, error.line, error.message, error);
    throw error;
  }
}

async function runStatement(
  connection: Connection,
  statement: SqlStatement,
  file: string,
  destination: Destination,
): Promise<void> {
  const text = forDestination(statement, file, destination);
  if (text === undefined) return;
  try {
    await connection.query(text);
  } catch (error) {
    throw toLoadError(error, statement, file);
  }
}

/** @returns what is to be run, or undefined where nothing is: the database is there, and it is the current one. */
function forDestination(statement: SqlStatement, file: string, destination: Destination): string | undefined {
  const found = readDatabaseStatement(statement.text);
  if (found === undefined) return statement.text;
  destination.alias ??= found.databaseName;
  if (destination.alias !== found.databaseName) {
    const names = `"${found.databaseName}" after "${destination.alias}"`;
    throw at(file, statement.line, `This names a second database, ${names}: one is all that can be loaded`);
  }
  return found.options === '' ? undefined : `ALTER DATABASE ${quote(destination.databaseName)} ${found.options}`;
}

function toLoadError(error: unknown, { text, line }: SqlStatement, file: string): Error {
  const { name, message: told, errno } = error as Error & { errno?: number };
  // What the server quotes may be a password; the driver's own error holds the whole statement.
  const message = PASSWORDS_OF_FILES.message({ name, message: told }, text);
  const cause = PASSWORDS_OF_FILES.sql(text) === text ? error : undefined;
  // The server counts lines from the beginning of the statement.
  const [tail, lineInStatement] = errno === SYNTAX_ERROR ? (/ at line (\d+)$/.exec(message) ?? []) : [];
  const hint =
    errno === SYNTAX_ERROR && STORED_PROGRAM.test(text)
      ? '\n  A body that holds semicolons needs another delimiter around it: DELIMITER // ... END// DELIMITER ;'
      : '';
  const said = tail === undefined ? message : message.slice(0, -tail.length);
  return at(file, line + Number(lineInStatement ?? 1) - 1, `${said}${hint}`, cause);
}

function at(file: string, line: number, message: string, cause?: unknown): Error {
  const path = relative(process.cwd(), file);
  return new Error(`${path.startsWith('..') ? file : path}:${line}: ${message}`, { cause });
}
