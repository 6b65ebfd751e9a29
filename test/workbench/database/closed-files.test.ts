// A private server keeps to its own folder, and to this machine.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let connection: Connection;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closed-files-'));
  await writeFile(join(folder, 'lines.txt'), '1\n');
  connection = await mysql.createConnection({
    uri: inject('databaseUrl'),
    infileStreamFactory: () => Readable.from('1\n'),
  });
  await connection.query('CREATE DATABASE closed_files');
  await connection.query('USE closed_files');
  await connection.query('CREATE TABLE lines_of_files (line TEXT)');
});
afterAll(async () => {
  await connection.query('DROP DATABASE closed_files');
  await connection.end();
  await rm(folder, { recursive: true });
});

async function value(sql: string): Promise<unknown> {
  const [[row]] = await connection.query<RowDataPacket[]>(sql);
  return Object.values(row ?? {})[0];
}

// Which server it is belongs to whoever names its URL; what follows is about those that are started here.
const isPrivate = (): boolean => inject('socketPath') !== '';

test('it listens on loopback, with a password of its own', async ({ skip }) => {
  skip(!isPrivate(), 'the server is not a private one');
  expect(await value('SELECT @@bind_address')).toBe('127.0.0.1');
  const { hostname, port, password } = new URL(inject('databaseUrl'));
  expect(password.length).toBeGreaterThanOrEqual(24);
  for (const user of ['root', 'admin', '', 'mysql']) {
    // oxlint-disable-next-line no-await-in-loop -- one account after the other
    await expect(mysql.createConnection({ host: hostname, port: Number(port), user })).rejects.toThrow(/denied/);
  }
});

test('no file outside is read', async ({ skip }) => {
  skip(!isPrivate(), 'the server is not a private one');
  const file = join(folder, 'lines.txt');
  expect(await value(`SELECT LOAD_FILE('${file}')`)).toBeNull();
  expect(await value("SELECT LOAD_FILE('/etc/passwd')")).toBeNull();
  await expect(connection.query(`LOAD DATA INFILE '${file}' INTO TABLE lines_of_files`)).rejects.toThrow(/secure/);
  await expect(connection.query(`LOAD DATA LOCAL INFILE '${file}' INTO TABLE lines_of_files`)).rejects.toThrow(
    /LOCAL|local|not allowed|disabled/,
  );
  expect(await value('SELECT COUNT(*) FROM lines_of_files')).toBe(0);
});

test('no file outside is written', async ({ skip }) => {
  skip(!isPrivate(), 'the server is not a private one');
  await expect(connection.query(`SELECT 1 INTO OUTFILE '${folder}/out'`)).rejects.toThrow(/secure/);
  await expect(connection.query(`SELECT 1 INTO DUMPFILE '${folder}/out'`)).rejects.toThrow(/secure/);
  for (const engine of ['InnoDB', 'MyISAM']) {
    // MariaDB warns and puts it into its own folder, MySQL refuses.
    // oxlint-disable-next-line no-await-in-loop -- one engine after the other
    await connection
      .query(`CREATE TABLE t_${engine} (id INT) ENGINE = ${engine} DATA DIRECTORY = '${folder}'`)
      .catch(() => {});
  }
  expect(await readdir(folder)).toEqual(['lines.txt']);
});

test('no library is loaded from outside', async ({ skip }) => {
  skip(!isPrivate(), 'the server is not a private one');
  for (const library of [`${folder}/evil.so`, '../evil.so']) {
    // oxlint-disable-next-line no-await-in-loop -- one library after the other
    await expect(connection.query(`CREATE FUNCTION evil RETURNS STRING SONAME '${library}'`)).rejects.toThrow(/path/);
  }
  const plugins = String(await value('SELECT @@plugin_dir'));
  await expect(connection.query(`SELECT 'x' INTO DUMPFILE '${join(plugins, 'evil.so')}'`)).rejects.toThrow(/secure/);
  expect(existsSync(join(plugins, 'evil.so'))).toBe(false);
});
