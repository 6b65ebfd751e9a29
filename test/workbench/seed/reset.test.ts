// Whatever happens to a database, it goes back to its seed, and nothing else is touched.
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Server } from '../../../workbench/database/connect.ts';
import type { DatabaseDefinition } from '../../../workbench/seed/definition.ts';
import { readDefinition } from '../../../workbench/seed/read-definition.ts';
import { ResettableDatabase } from '../../../workbench/seed/resettable-database.ts';
import { copyTemplate, toTemplate, type Template } from '../../../workbench/seed/template.ts';

const SEED = 'reset_test_seed';
const COPY = 'reset_test_copy';

/** Everything that a database can hold and that both servers have. */
const SCHEMA = [
  `CREATE TABLE team (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE)`,
  `CREATE TABLE person (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, team_id INT, email VARCHAR(100), born DATE, pay DECIMAL(10,2),
     score FLOAT, photo BLOB, tags JSON, kind ENUM('a','b'), bits BIT(5), since TIMESTAMP NULL, doubled DECIMAL(10,2) GENERATED ALWAYS AS (pay * 2) STORED,
     FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE, CHECK (pay >= 0))`,
  `CREATE TABLE pair (a INT, b VARCHAR(20), note TEXT, PRIMARY KEY (a, b)) CHARACTER SET latin1`,
  `CREATE TABLE loose (x INT, y VARCHAR(10))`,
  `CREATE TABLE empty_one (id INT AUTO_INCREMENT PRIMARY KEY)`,
  'CREATE TABLE `odd ``name` (`a b` INT PRIMARY KEY, `select` INT)',
  `CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(100))`,
  `CREATE TABLE audited (id INT PRIMARY KEY, stamp VARCHAR(50))`,
  `INSERT INTO team (name) VALUES ('Red'), ('blue')`,
  `INSERT INTO person (team_id, email, born, pay, score, photo, tags, kind, bits, since) VALUES
     (1, 'ada@x', '1815-12-10', 10.50, 0.1, x'00ff', '{"a": [1, 2]}', 'a', b'101', '2024-01-02 03:04:05'), (NULL, 'bob@x', NULL, NULL, 1e-10, '', NULL, NULL, NULL, NULL)`,
  `DELETE FROM person WHERE email = 'bob@x'`, // the counter is beyond the last id
  `INSERT INTO pair VALUES (1, 'x', 'é'), (1, 'y', NULL), (2, 'x', '')`,
  `INSERT INTO loose VALUES (1, 'a'), (1, 'a'), (NULL, NULL)`,
  'INSERT INTO `odd ``name` VALUES (0, 1)',
  `CREATE FUNCTION plus_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1`,
  `CREATE PROCEDURE add_team(IN n VARCHAR(50)) BEGIN INSERT INTO team (name) VALUES (n); SELECT LAST_INSERT_ID(); END`,
  `CREATE VIEW z_members AS SELECT p.email, t.name FROM person p JOIN team t ON t.id = p.team_id`,
  `CREATE VIEW a_members AS SELECT name, plus_one(1) AS two FROM z_members`, // made before the one that it stands on
  `INSERT INTO audited VALUES (1, 'seed')`,
  `CREATE TRIGGER stamp BEFORE INSERT ON audited FOR EACH ROW SET NEW.stamp = CONCAT('inserted ', NEW.id)`,
  `CREATE TRIGGER tell AFTER DELETE ON audited FOR EACH ROW BEGIN INSERT INTO log (what) VALUES (CONCAT('deleted ', OLD.id)); END`,
  `CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM log`,
];

let server: Server;
/** That of the workbench, and that of whoever changes things. */
let connection: Connection;
let other: Connection;
let template: Template;
let database: ResettableDatabase;
/** All of the seed, and all of its copy. */
let seeded: { rows: unknown };
let before: { rows: unknown };
beforeAll(async () => {
  server = { url: inject('databaseUrl') };
  connection = await connect(server);
  for (const name of [SEED, COPY]) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
  await connection.query(`CREATE DATABASE ${SEED} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci; USE ${SEED}`);
  for (const statement of SCHEMA) await connection.query(statement);
  seeded = await contents(SEED);
  template = await toTemplate(connection, SEED);
  const definition = await copyTemplate(connection, template, COPY);
  database = new ResettableDatabase(COPY, template, definition);
  before = await contents(COPY);
  other = await connect(server, COPY);
});
afterAll(async () => {
  for (const name of [SEED, COPY]) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
  await connection.end();
  await other.end();
});

/** Everything that can be seen of a database: its definition and its rows. */
async function contents(name: string): Promise<{ definition: DatabaseDefinition; rows: unknown }> {
  const reader = await connect(server, name);
  await reader.query('SET information_schema_stats_expiry = 0').catch(() => undefined);
  const definition = await readDefinition(reader, name);
  const rows: unknown[] = [];
  for (const table of definition.tables) {
    const [found] = await reader.query<RowDataPacket[]>(`SELECT * FROM \`${table.name.replaceAll('`', '``')}\``);
    rows.push([table.name, found]);
  }
  await reader.end();
  return { definition, rows };
}

/** MySQL shows a character set with a collation where it was written with it, which changes nothing. */
function toPlain(all: object): string {
  return JSON.stringify(all).replaceAll(/ CHARACTER SET \w+(?= COLLATE)/g, '');
}

test('a copy is as the seed was', async () => {
  expect(before.rows).toEqual(seeded.rows);
  expect(toPlain(before)).toEqual(toPlain(seeded));
  const [rows] = await other.query<RowDataPacket[]>('SELECT * FROM a_members');
  expect(rows).toEqual([{ name: 'Red', two: 2 }]);
});

/** What is done, and what the reset says that it restored; `loose` aside, which is written whenever it may have changed. */
const CHANGES: readonly (readonly [what: string, sql: string, restored: readonly string[]])[] = [
  ['nothing', 'SELECT 1', []],
  ['a row inserted, a counter moved', "INSERT INTO team (name) VALUES ('green')", ['team']],
  [
    'an insert that was rolled back, which moves the counter only',
    "START TRANSACTION; INSERT INTO team (name) VALUES ('x'); ROLLBACK",
    ['team'],
  ],
  ['a row deleted, others by cascade', 'DELETE FROM team WHERE id = 1', ['person', 'team']],
  ['letters of another case', "UPDATE team SET name = 'RED' WHERE id = 1", ['team']],
  ['a trailing blank', "UPDATE person SET email = 'ada@x '", ['person']],
  ['a blank in JSON text', `UPDATE person SET tags = '{"a":[1,2.0]}'`, ['person']],
  ['an accent', "UPDATE pair SET note = 'e' WHERE b = 'x' AND a = 1", ['pair']],
  ['NULL for an empty text', 'UPDATE pair SET note = NULL WHERE a = 2', ['pair']],
  ['the key of a row', "UPDATE pair SET b = 'X' WHERE a = 2", ['pair']],
  ['an id of 0', 'UPDATE `odd ``name` SET `a b` = 7', ['odd `name']],
  ['a table without a primary key', 'DELETE FROM loose LIMIT 1', ['loose']],
  ['a table emptied', 'SET foreign_key_checks = 0; TRUNCATE person; SET foreign_key_checks = 1', ['person']],
  ['a table with triggers, which do not fire for us', "UPDATE audited SET stamp = 'changed'", ['audited']],
  ['what triggers did', 'DELETE FROM audited', ['audited', 'log']],
  [
    'a new table, view and procedure',
    'CREATE TABLE extra (id INT); CREATE VIEW v AS SELECT 1; CREATE PROCEDURE p() SELECT 1',
    ['extra', 'p', 'v'],
  ],
  ['a table dropped, with its triggers', 'DROP TABLE audited', ['audited', 'stamp', 'tell']],
  [
    'a table dropped that others refer to',
    'SET foreign_key_checks = 0; DROP TABLE team; SET foreign_key_checks = 1',
    ['team'],
  ],
  ['a column added', 'ALTER TABLE audited ADD COLUMN more INT', ['audited']],
  [
    'a column dropped and added again',
    'ALTER TABLE loose DROP COLUMN y; ALTER TABLE loose ADD COLUMN y VARCHAR(10)',
    ['loose'],
  ],
  [
    'two tables that changed places',
    'CREATE TABLE other LIKE empty_one; INSERT INTO other VALUES (5); RENAME TABLE empty_one TO x, other TO empty_one, x TO other',
    ['empty_one', 'other'],
  ],
  ['an index', 'CREATE INDEX i ON loose (x)', ['loose']],
  ['a view that was replaced', 'CREATE OR REPLACE VIEW z_members AS SELECT 1 AS email, 2 AS name', ['z_members']],
  ['a view dropped that another one stands on', 'DROP VIEW z_members', ['z_members']],
  ['a table in place of a view', 'DROP VIEW a_members; CREATE TABLE a_members (id INT)', ['a_members']],
  [
    'a procedure changed and a function dropped',
    'DROP PROCEDURE add_team; CREATE PROCEDURE add_team() SELECT 1; DROP FUNCTION plus_one',
    ['add_team', 'plus_one'],
  ],
  [
    'a trigger dropped and another one made',
    'DROP TRIGGER stamp; CREATE TRIGGER mine BEFORE UPDATE ON team FOR EACH ROW SET NEW.name = UPPER(NEW.name)',
    ['mine', 'stamp'],
  ],
  ['an event', 'DROP EVENT nightly', ['nightly']],
  ['the character set', 'ALTER DATABASE CHARACTER SET latin1', []],
];

describe('after', () => {
  test.each(CHANGES)('%s', async (_what, sql, restored) => {
    await other.query(sql);
    const said = (await database.reset(connection)).filter((name) => name !== 'loose' || restored.includes(name));
    expect(said.sort()).toEqual(restored);
    expect(await contents(COPY)).toEqual(before);
  });
});

test('a second reset finds nothing to do', async () => {
  await other.query("INSERT INTO team (name) VALUES ('green')");
  await database.reset(connection);
  expect(await database.reset(connection)).toEqual(['loose']); // which cannot be compared
});

test('a change whose time the server forgets is found', async () => {
  await database.reset(connection);
  await other.query("UPDATE team SET name = 'pink' WHERE id = 2; FLUSH TABLES");
  await database.reset(connection);
  expect(await contents(COPY)).toEqual(before);
});

test('a lock that somebody holds is told within seconds, not waited for', async () => {
  await other.query("UPDATE team SET name = 'grey' WHERE id = 1; START TRANSACTION; SELECT * FROM team FOR UPDATE");
  await connection.query('SET innodb_lock_wait_timeout = 1');
  await expect(database.reset(connection)).rejects.toThrow('Lock wait timeout exceeded');
  await other.query('ROLLBACK');
  await database.reset(connection);
  expect(await contents(COPY)).toEqual(before);
});
