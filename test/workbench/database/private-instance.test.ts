import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../../workbench/database/database.ts';
import { ask } from './support/ask.ts';
import { isAlive } from './support/is-alive.ts';
import { privateEngine, startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function folderOf(database: Database): string {
  return dirname(database.socketPath ?? '');
}

describe('a private instance', () => {
  test('answers over TCP and over its socket as the server that it says it is', async () => {
    const database = await startForTest();
    const { username, password } = new URL(database.url);
    const login = { socketPath: database.socketPath ?? '', user: username, password };
    const answer = await ask(database.url, 'SELECT @@version');
    expect(String(answer[0])).toContain(database.version);
    expect(await ask(login, 'SELECT @@version')).toEqual(answer);
    expect(database.product).toBe(privateEngine === 'mysql' ? 'MySQL' : 'MariaDB');
  });

  test('has the settings of MySQL 8', async () => {
    const { url } = await startForTest();
    const { hostname } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    // MariaDB rounds times as MySQL does only with a mode that MySQL does not have.
    const sql = `SELECT REPLACE(@@global.sql_mode, ',TIME_ROUND_FRACTIONAL', ''), @@character_set_server, @@global.time_zone, @@global.local_infile,
      @@max_allowed_packet, @@innodb_autoinc_lock_mode, @@transaction_isolation, @@bind_address`;
    const isolation = privateEngine === 'mysql' ? sql : sql.replace('transaction_isolation', 'tx_isolation');
    expect(await ask(url, isolation)).toEqual([
      'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
      'utf8mb4',
      '+00:00',
      0,
      67108864,
      2,
      'REPEATABLE-READ',
      '127.0.0.1',
    ]);
  });

  test('takes and answers what MySQL 8.0 does', async () => {
    const { url } = await startForTest();
    const connection = await createConnection({ uri: url, multipleStatements: true });
    await connection.query(`CREATE DATABASE shop; USE shop;
      CREATE TABLE parent (id INT PRIMARY KEY, code INT, KEY (code));
      CREATE TABLE child (code INT, FOREIGN KEY (code) REFERENCES parent (code))`);
    const [plan] = await connection.query<RowDataPacket[]>('EXPLAIN SELECT * FROM parent');
    const [gtids] = await connection.query<RowDataPacket[]>("SHOW VARIABLES LIKE 'gtid_mode'");
    const [long] = await connection.query<RowDataPacket[]>('SELECT LENGTH(GROUP_CONCAT(REPEAT("x", 2000))) AS length');
    connection.destroy();
    expect(plan[0]).toMatchObject({ select_type: 'SIMPLE', table: 'parent' });
    expect(gtids.filter(({ Value }) => Value !== 'OFF')).toEqual([]);
    expect(long).toEqual([{ length: 1024 }]);
  });

  test('tells texts apart by blanks at their end, as the collation of MySQL 8 does', async () => {
    const { url } = await startForTest();
    const connection = await createConnection({ uri: url, multipleStatements: true });
    await connection.query('CREATE DATABASE shop; USE shop; CREATE TABLE words (word VARCHAR(9) UNIQUE)');
    await connection.query("INSERT INTO words VALUES ('a'), ('a ')");
    const [found] = await connection.query<RowDataPacket[]>("SELECT word FROM words WHERE word = 'a'");
    const [same] = await connection.query<RowDataPacket[]>("SELECT word FROM words WHERE word = 'Ä '");
    connection.destroy();
    expect([found, same]).toEqual([[{ word: 'a' }], [{ word: 'a ' }]]);
  });

  test('lets a transaction change a row that another one has changed since it began to read', async () => {
    const { url } = await startForTest();
    const [reader, writer] = await Promise.all([createConnection(url), createConnection(url)]);
    await reader.query('CREATE DATABASE shop');
    await reader.query('CREATE TABLE shop.stock (id INT PRIMARY KEY, n INT)');
    await reader.query('INSERT INTO shop.stock VALUES (1, 1)');
    await reader.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    await writer.query('UPDATE shop.stock SET n = 2');
    await reader.query('UPDATE shop.stock SET n = n + 1');
    const [rows] = await reader.query<RowDataPacket[]>('SELECT n FROM shop.stock');
    reader.destroy();
    writer.destroy();
    expect(rows).toEqual([{ n: 3 }]);
  });

  test('lets its account create databases, users and routines, and hash', async () => {
    const { url } = await startForTest();
    await ask(url, 'CREATE DATABASE shop');
    await ask(url, "CREATE USER 'clerk'@'%' IDENTIFIED BY 'pass'");
    await ask(url, "GRANT ALL ON shop.* TO 'clerk'@'%'");
    await ask(url, 'CREATE FUNCTION shop.one() RETURNS INT RETURN 1');
    const clerk = url.replace(/\/\/.*@/, '//clerk:pass@');
    expect(await ask(clerk, "SELECT shop.one(), MD5('x')")).toEqual([1, '9dd4e461268c8034f5c8564e155c67a6']);
  });

  test('lets nobody in without the password, which is new each time', async () => {
    const [one, other] = await Promise.all([startForTest(), startForTest()]);
    expect(new URL(one.url).password).not.toBe(new URL(other.url).password);
    for (const account of ['admin', 'admin:wrong', 'root', `admin:${new URL(other.url).password}`]) {
      await expect(ask(one.url.replace(/\/\/.*@/, `//${account}@`), 'SELECT 1')).rejects.toThrow(/denied/i);
    }
    const socketPath = one.socketPath ?? '';
    await expect(ask({ socketPath, user: 'root' }, 'SELECT 1')).rejects.toThrow(/denied/i);
    await expect(ask({ socketPath, user: 'nobody' }, 'SELECT 1')).rejects.toThrow(/denied/i);
  });

  test('leaves the password in no file and in no progress text', async () => {
    const said: string[] = [];
    const { url, socketPath = '' } = await startForTest({ progress: (text) => said.push(text) });
    const { password } = new URL(url);
    expect(said.join()).not.toContain(password);
    const files = (await readdir(dirname(socketPath))).filter((name) => /\.(log|pid|sql)$/.test(name));
    expect(files.sort()).toEqual(['server.log', 'server.pid']);
    for (const name of files) expect(await readFile(join(dirname(socketPath), name), 'utf8')).not.toContain(password);
  });

  test('two that start at once have their own data', async () => {
    const [one, other] = await Promise.all([startForTest(), startForTest()]);
    await ask(one.url, 'CREATE DATABASE only_here');
    const count = "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'only_here'";
    expect(await ask(one.url, count)).toEqual([1]);
    expect(await ask(other.url, count)).toEqual([0]);
  });

  test('stop leaves no process and no folder, and may be called again', async () => {
    const database = await startForTest();
    const folder = folderOf(database);
    const pid = Number(await readFile(join(folder, 'server.pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    await Promise.all([database.stop(), database.stop()]);
    await database.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    await expect(ask(database.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('a temporary folder with a path too long for a socket is avoided', async () => {
    const deep = join(await temporaryFolder(), 'x'.repeat(100));
    await mkdir(deep);
    const database = await startForTest({ env: { ...process.env, TMPDIR: deep } });
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
  });
});
