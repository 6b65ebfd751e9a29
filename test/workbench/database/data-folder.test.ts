import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shareTemplate } from '../../../workbench/database/data-folder.ts';
import { dataTemplate } from '../../../workbench/database/data-template.ts';
import { anyBinary, REQUEST } from './support/any-binary.ts';
import { ask } from './support/ask.ts';
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
  await mkdir(join(template, 'sys'), { recursive: true });
  for (const name of ['sys/view.frm', 'sys/table.sdi', 'table.ibd', 'log']) await writeFile(join(template, name), name);
  await shareTemplate(template, copy);
  const isShared = async (name: string): Promise<boolean> => {
    expect(await readFile(join(copy, name), 'utf8')).toBe(name);
    return (await stat(join(copy, name))).ino === (await stat(join(template, name))).ino;
  };
  expect(await Promise.all(['sys/view.frm', 'sys/table.sdi'].map(isShared))).toEqual([true, true]);
  expect(await Promise.all(['table.ibd', 'log'].map(isShared))).toEqual([false, false]);
});

/** What writes definitions, of tables that have been there from the start. */
const DEFINITIONS = {
  mysql: [
    'CREATE OR REPLACE VIEW sys.version AS SELECT 1',
    'CHECK TABLE mysql.time_zone FOR UPGRADE',
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

test('a server leaves the template as it was, whatever is defined', async () => {
  const template = await dataTemplate(await anyBinary(), REQUEST);
  const before = await digest(template);
  const database = await startForTest();
  for (const sql of DEFINITIONS[privateEngine]) await ask(database.url, sql);
  await database.stop();
  expect(await digest(template)).toEqual(before);
});

/** @returns each file and a hash of what is in it. */
async function digest(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  return Promise.all(files.sort().map(async (file) => `${file} ${hash(await readFile(file))}`));
}
