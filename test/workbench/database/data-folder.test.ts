import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask } from './support/ask.ts';
import { startForTest } from './support/start-for-test.ts';
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
