import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ORIGIN_FILE, shareTemplate } from '../../../workbench/database/data-folder.ts';
import { dataTemplate } from '../../../workbench/database/data-template.ts';
import { anyBinary, REQUEST } from './support/any-binary.ts';
import { ask } from './support/ask.ts';
import { fakeProgram } from './support/fake-program.ts';
import { isAlive } from './support/is-alive.ts';
import { privateEngine, startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('data in a folder of the user outlive the server, passwords do not', async () => {
  const dataFolder = join(await temporaryFolder(), 'new', 'folder');
  const first = await startForTest({ dataFolder });
  await ask(first.url, 'CREATE DATABASE shop');
  await ask(first.url, "CREATE TABLE shop.fruit SELECT 'apple' AS name");
  await first.stop();
  const second = await startForTest({ dataFolder });
  expect(await ask(second.url, 'SELECT name FROM shop.fruit')).toEqual(['apple']);
  expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
});

test('a folder that a live server uses is refused, and the live server is not disturbed', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startForTest({ dataFolder });
  await expect(startForTest({ dataFolder })).rejects.toThrow(`${dataFolder} is in use by another live server`);
  expect(await ask(first.url, 'SELECT 1')).toEqual([1]);
});

test('a folder in use ends the search for a server that would take it', async () => {
  const dataFolder = await temporaryFolder();
  await startForTest({ dataFolder });
  const said: string[] = [];
  const env = { ...process.env, DATABASE_URL: '' };
  const start = startForTest({ engine: 'auto', env, dataFolder, progress: (text) => said.push(text) });
  await expect(start).rejects.toThrow(`${dataFolder} is in use`);
  expect(said.join()).not.toContain('Looking for another database');
});

test('a folder that holds something else is refused', async () => {
  const dataFolder = await temporaryFolder();
  await writeFile(join(dataFolder, 'letter.txt'), 'Dear reader');
  await expect(startForTest({ dataFolder })).rejects.toThrow(/not empty and was not made by the workbench/);
});

test('a folder in which a copy was cut short is filled anew', async () => {
  const folder = await temporaryFolder();
  const dataFolder = join(folder, 'data');
  // Ends as one that is killed, with what says whose the folder is.
  await fakeProgram(folder, 'cp', `for to; do from=$last last=$to; done\n/bin/cp $from/${ORIGIN_FILE} $to; kill -9 $$`);
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(startForTest({ dataFolder })).rejects.toThrow('cp -R failed');
  vi.unstubAllEnvs();
  await writeFile(join(dataFolder, 'left-by-another-product'), '');
  const database = await startForTest({ dataFolder });
  expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
  const names = await readdir(dataFolder);
  expect(names.filter((name) => /^rds-data-workbench|^left/.test(name))).toEqual([ORIGIN_FILE]);
});

test('a folder that another start is just filling is left to it', async () => {
  const dataFolder = await temporaryFolder();
  await writeFile(join(dataFolder, 'rds-data-workbench.unfinished'), String(process.ppid));
  await expect(startForTest({ dataFolder })).rejects.toThrow('just being filled by another start');
});

test('a folder that cannot be marked as ours keeps no server running', async () => {
  const folder = await temporaryFolder();
  const { command, options } = await anyBinary();
  // Takes away the mark, and its place, while it starts to serve.
  const engine = await fakeProgram(
    folder,
    'mysqld',
    `for option; do
       case $option in
         --datadir=*) mark=\${option#*=}/${ORIGIN_FILE};;
         --port=*) rm -f "$mark"; mkdir "$mark"; echo $$ >${folder}/pid;;
       esac
     done
     first=$1; shift
     exec ${command.join(' ')} $first ${options.join(' ')} "$@"`,
  );
  await expect(startForTest({ engine, dataFolder: join(folder, 'data') })).rejects.toThrow('EISDIR');
  expect(isAlive(Number(await readFile(join(folder, 'pid'), 'utf8')))).toBe(false);
});

test.each([
  [
    'holds something else',
    (folder: string) => folder,
    /^--data .*: it is not empty and was not made by the workbench, name/,
  ],
  [
    'is a file',
    (folder: string) => join(folder, 'letter.txt'),
    /^--data .*letter.txt: this is a file, or in one, name/,
  ],
  ['is below a file', (folder: string) => join(folder, 'letter.txt', 'x'), /letter.txt\/x: this is a file, or in one/],
  ['cannot be made', () => '/proc/x', /^--data \/proc\/x: it cannot be made \(ENOENT/],
])('what %s ends the search before it begins', async (_what, toFolder, reason) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), 'Dear reader');
  const said: string[] = [];
  const env = { ...process.env, DATABASE_URL: '' };
  const progress = (text: string): void => void said.push(text);
  await expect(startForTest({ engine: 'auto', env, dataFolder: toFolder(folder), progress })).rejects.toThrow(reason);
  expect(said).toEqual([]);
});

test.each([
  ['another product', 'Percona', '8.0.36'],
  ['another release', 'MariaDB', '10.4.1'],
])('data of %s are refused', async (_what, product, version) => {
  const dataFolder = await temporaryFolder();
  await writeFile(join(dataFolder, 'rds-data-workbench.json'), JSON.stringify({ product, version }));
  await expect(startForTest({ dataFolder })).rejects.toThrow(`was made by ${product} ${version}`);
});

test('a copy to be thrown away shares definitions with its template, and nothing that is written', async () => {
  const folder = await temporaryFolder();
  const [template, copy] = [join(folder, 'template'), join(folder, 'copy')];
  for (const name of ['sys', 'performance_schema', 'mysql']) await mkdir(join(template, name), { recursive: true });
  const names = ['sys/view.frm', 'performance_schema/table.sdi', 'mysql/table.sdi', 'table.ibd', 'log'];
  for (const name of names) await writeFile(join(template, name), name);
  await shareTemplate(template, copy);
  const isShared = async (name: string): Promise<boolean> => {
    expect(await readFile(join(copy, name), 'utf8')).toBe(name);
    return (await stat(join(copy, name))).ino === (await stat(join(template, name))).ino;
  };
  expect(await Promise.all(names.map(isShared))).toEqual([true, true, false, false, false]);
});

/** What writes definitions, of tables that have been there from the start. */
const DEFINITIONS = {
  mysql: [
    'CREATE OR REPLACE VIEW sys.version AS SELECT 1',
    'CHECK TABLE mysql.time_zone FOR UPGRADE',
    'TRUNCATE performance_schema.accounts',
    'TRUNCATE mysql.slow_log',
    "ALTER TABLE mysql.slow_log COMMENT 'changed'",
    'DROP DATABASE sys',
  ],
  mariadb: [
    'CREATE OR REPLACE VIEW sys.version AS SELECT 1',
    "ALTER TABLE mysql.time_zone COMMENT 'changed'",
    'CHECK TABLE mysql.proc FOR UPGRADE',
    'REPAIR TABLE mysql.proc',
    'ANALYZE TABLE mysql.event',
    'DROP TABLE mysql.func',
    'DROP DATABASE sys',
  ],
};

test('a template holds nothing that a server would throw away first of all', async () => {
  const names = await readdir(await dataTemplate(await anyBinary(), REQUEST), { recursive: true });
  expect(names.filter((name) => /auto\.cnf$|ib_redo\d+_tmp$/.test(name))).toEqual([]);
});

test('a server leaves the template as it was, whatever is defined', async () => {
  const template = await dataTemplate(await anyBinary(), REQUEST);
  const before = await digest(template);
  const database = await startForTest();
  const [{ dev }, files] = await Promise.all([
    stat(template),
    statFiles(join(dirname(database.socketPath ?? ''), 'data')),
  ]);
  const shared = files.filter(({ nlink }) => nlink > 1).length;
  // Between two file systems nothing can be.
  expect(shared).toBeGreaterThan(files.every((file) => file.dev === dev) ? 100 : -1);
  for (const sql of DEFINITIONS[privateEngine]) await ask(database.url, sql);
  await database.stop();
  expect(await digest(template)).toEqual(before);
});

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function statFiles(folder: string): Promise<Stats[]> {
  const files = await listFiles(folder);
  // The server removes some of its own.
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}

/** @returns each file and a hash of what is in it. */
async function digest(folder: string): Promise<string[]> {
  const files = await listFiles(folder);
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  return Promise.all(files.sort().map(async (file) => `${file} ${hash(await readFile(file))}`));
}
