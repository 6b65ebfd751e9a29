import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildOnce, cacheFolder } from '../../../workbench/database/cache-folder.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('the cache folder is where the XDG specification wants it', () => {
  expect(cacheFolder({ HOME: '/home/me' })).toBe('/home/me/.cache/rds-data-workbench');
  expect(cacheFolder({ HOME: '/home/me', XDG_CACHE_HOME: '/cache' })).toBe('/cache/rds-data-workbench');
});

test('a folder is built once', async () => {
  const folder = join(await temporaryFolder(), 'cache', 'thing');
  let builds = 0;
  const build = async (): Promise<void> => void builds++;
  expect(await buildOnce(folder, build)).toBe(folder);
  expect(await buildOnce(folder, build)).toBe(folder);
  expect(builds).toBe(1);
});

test('of two builders at once, one gives way to the other', async () => {
  const parent = await temporaryFolder();
  const folder = join(parent, 'thing');
  const here: string[] = [];
  const build = (name: string) => async (empty: string) => {
    await writeFile(join(empty, 'name'), name);
    here.push(name);
    await vi.waitUntil(() => here.length === 2);
  };
  expect(await Promise.all([buildOnce(folder, build('one')), buildOnce(folder, build('two'))])).toEqual([
    folder,
    folder,
  ]);
  expect(['one', 'two']).toContain(await readFile(join(folder, 'name'), 'utf8'));
  expect(await readdir(parent)).toEqual(['thing']);
});

test('a build that fails leaves nothing', async () => {
  const parent = await temporaryFolder();
  const build = async (empty: string): Promise<void> => {
    await writeFile(join(empty, 'half'), '');
    throw new Error('no network');
  };
  await expect(buildOnce(join(parent, 'thing'), build)).rejects.toThrow('no network');
  expect(await readdir(parent)).toEqual([]);
});

test('what a builder that was killed left behind an hour ago is removed, what another one builds now is not', async () => {
  const parent = await temporaryFolder();
  const [abandoned, current] = [join(parent, 'thing.new-aaaaaa'), join(parent, 'thing.new-bbbbbb')];
  await mkdir(abandoned);
  await mkdir(current);
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await utimes(abandoned, twoHoursAgo, twoHoursAgo);
  await buildOnce(join(parent, 'thing'), async () => undefined);
  expect([existsSync(abandoned), existsSync(current)]).toEqual([false, true]);
});
