import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect, type Server } from '../../../workbench/database/connect.ts';
import { loadSqlFiles } from '../../../workbench/sql-files/load-sql-files.ts';

const NAME = 'load_sql_files_test';
let folder: string;
let server: Server;
let connection: Connection;
beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'sql-files-'));
  server = { url: inject('databaseUrl') };
  connection = await connect(server);
  await connection.query(`DROP DATABASE IF EXISTS ${NAME}; CREATE DATABASE ${NAME}; USE ${NAME}`);
});
afterEach(async () => {
  await connection.query(`DROP DATABASE ${NAME}`);
  await connection.end();
  await rm(folder, { recursive: true });
});

/** Writes files, each given as its path and text. @returns the path of the first. */
async function files(...contents: (readonly [string, string])[]): Promise<string> {
  for (const [name, text] of contents) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return join(folder, contents[0]?.[0] ?? '');
}

async function values(sql: string): Promise<unknown[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows.flatMap((row) => Object.values(row) as unknown[]);
}

describe('what is loaded', () => {
  test('a file with a stored program, a trigger and strings that look like the end of statements', async () => {
    const file = await files([
      'schema.sql',
      `CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(50)); -- the table; really
       INSERT INTO t VALUES (1, 'a;b'), (2, "it's; --");
       DELIMITER //
       CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//
       CREATE TRIGGER up BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.name = UPPER(NEW.name); END//
       DELIMITER ;
       INSERT INTO t VALUES (3, 'c')`,
    ]);
    await loadSqlFiles(server, NAME, [file]);
    expect(await values('SELECT name FROM t ORDER BY id')).toEqual(['a;b', "it's; --", 'C']);
    expect(
      await values(`SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = '${NAME}'`),
    ).toEqual(['p']);
  });

  test('a folder in the order of names, folders in it too, without what is no SQL and what undoes', async () => {
    await files(
      ['2.sql', 'INSERT INTO t VALUES (2)'],
      ['1-create.sql', 'CREATE TABLE t (id INT)'],
      ['3/migration.sql', 'INSERT INTO t VALUES (3)'],
      ['4.down.sql', 'DROP TABLE t'],
      ['README.md', 'not SQL'],
    );
    await loadSqlFiles(server, NAME, [pathToFileURL(folder)]);
    expect(await values('SELECT id FROM t')).toEqual([2, 3]);
  });

  test('each file in a session of its own', async () => {
    const first = await files(
      ['1.sql', 'SET @x = 1; SET FOREIGN_KEY_CHECKS = 0'],
      ['2.sql', 'CREATE TABLE t AS SELECT @x AS x, @@foreign_key_checks AS checks'],
    );
    await loadSqlFiles(server, NAME, [first, join(folder, '2.sql')]);
    expect(await values('SELECT * FROM t')).toEqual([null, 1]);
  });

  test('a file that names its database, as dumps do: it is the one that is loaded', async () => {
    const file = await files([
      'dump.sql',
      `/*!40000 DROP DATABASE IF EXISTS \`shop\`*/;
       CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`shop\` /*!40100 DEFAULT CHARACTER SET latin1 */;
       USE shop;
       CREATE TABLE t (id INT);`,
    ]);
    await loadSqlFiles(server, NAME, [file]);
    expect(await values('SHOW TABLES')).toEqual(['t']);
    expect(await values('SELECT @@character_set_database')).toEqual(['utf8mb4']); // as of our USE
    expect(
      await values(`SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '${NAME}'`),
    ).toEqual(['latin1']);
  });
});

test('a database can have any name', async () => {
  await connection.query('CREATE DATABASE `load``test`');
  try {
    const file = await files([
      'schema.sql',
      'CREATE DATABASE shop CHARACTER SET latin1; USE shop; CREATE TABLE t (id INT)',
    ]);
    await loadSqlFiles(server, 'load`test', [file]);
    const sql = 'SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ';
    expect(await values(`${sql}'load\`test'`)).toEqual(['latin1']);
  } finally {
    await connection.query('DROP DATABASE `load``test`');
  }
});

describe('errors name file and line', () => {
  test.each([
    [
      'a statement',
      'CREATE TABLE t (id INT);\n\n-- next\nINSERT INTO nowhere VALUES (1);',
      4,
      /Table '.*nowhere' doesn't exist$/,
    ],
    [
      'the line within a statement',
      '\nCREATE TABLE t (\n  id INT,\n  name VARCHAR[5]\n);',
      4,
      /error in your SQL syntax.*near '\[5\]/,
    ],
    ['text without an end', "SELECT 1;\nSELECT 'a", 2, /^The string that begins here has no end$/],
    [
      'a body without a delimiter',
      'CREATE PROCEDURE p() BEGIN\n SELECT 1;\nEND;',
      2,
      /needs another delimiter around it/,
    ],
    ['a second database', 'USE a;\nUSE b;', 2, /names a second database, "b" after "a"/],
  ])('%s', async (_what, sql, line, message) => {
    const file = await files(['broken.sql', sql]);
    const error: Error = await loadSqlFiles(server, NAME, [file]).then(
      () => expect.unreachable(),
      (reason: Error) => reason,
    );
    expect(error.message.startsWith(`${file}:${line}: `)).toBe(true);
    expect(error.message.slice(`${file}:${line}: `.length)).toMatch(message);
  });

  test.each([
    ['of which the server quotes something', "CREATE USERS x IDENTIFIED BY 'hush'", /accounts\.sql:2: .*near '\*\*\*'/],
    ['of which it quotes nothing', "SET PASSWORD FOR nobody = 'hush'", /accounts\.sql:2: Can't find any matching row/],
  ])('but no password of a statement %s', async (_what, sql, message) => {
    const file = await files(['accounts.sql', `\n${sql};`]);
    const error = inspect(await loadSqlFiles(server, NAME, [file]).catch((reason: unknown) => reason));
    expect(error).toMatch(message);
    expect(error).not.toContain('hush');
  });

  test('a file below the current folder is named as seen from there', async () => {
    await expect(loadSqlFiles(server, NAME, ['handler/event.ts'])).rejects.toThrow(/^handler\/event\.ts:\d+: /);
  });

  test.each([
    ['a path that is not there', 'nowhere.sql', /nowhere\.sql: there is no such file or folder \(seen from /],
    ['a folder without SQL', 'handler/solutions', /holds no \.sql file$/],
  ])('%s', async (_what, path, message) => {
    await expect(loadSqlFiles(server, NAME, [path])).rejects.toThrow(message);
  });
});
