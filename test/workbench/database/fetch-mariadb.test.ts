import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasApt } from '../../../workbench/database/apt.ts';
import { startDatabase } from '../../../workbench/database/start-database.ts';
import { ask } from './support/ask.ts';
import { startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const isDebianLike = hasApt(process.env);
if (!isDebianLike) console.warn('Debian packages: not tested, this machine has no apt-get and dpkg');

/** The machine as it is, but without a server on it and with an empty cache. */
function withoutServer(folder: string, variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const cache = { XDG_CACHE_HOME: join(folder, 'cache'), WORKBENCH_SERVER_FOLDERS: '' };
  return { ...process.env, PATH: '/usr/bin:/bin', ...cache, ...variables };
}

/** Settings of apt for a machine on which `apt-get update` has never been run. */
async function neverUpdated(folder: string, settings = ''): Promise<NodeJS.ProcessEnv> {
  const lists = join(folder, 'no-lists');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await writeFile(join(folder, 'apt.conf'), `Dir::State::Lists "${lists}";\n${settings}`);
  return { APT_CONFIG: join(folder, 'apt.conf') };
}

describe.skipIf(!isDebianLike)('MariaDB from the Debian packages', { timeout: 120_000 }, () => {
  test('is fetched into the cache folder once, and runs from there', async () => {
    const env = withoutServer(await temporaryFolder());
    const said: string[] = [];
    const first = await startForTest({ engine: 'mariadb', env, progress: (text) => said.push(text) });
    expect(first.source).toContain(join(env['XDG_CACHE_HOME'] ?? '', 'rds-data-workbench'));
    expect(await ask(first.url, 'SELECT 1')).toEqual([1]);
    expect(said[0]).toContain('Fetching MariaDB');
    const saidThen = said.length;
    await startForTest({ engine: 'mariadb', env, progress: (text) => said.push(text) });
    expect(said.slice(saidThen).join()).not.toMatch(/Fetching|Setting up/);
  });

  test('is fetched even where apt-get update has never been run, and the lists are deleted', async () => {
    const folder = await temporaryFolder();
    const env = withoutServer(folder, await neverUpdated(folder));
    const database = await startForTest({ engine: 'mariadb', env });
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
    const [packages = ''] = (await readdir(join(folder, 'cache', 'rds-data-workbench'))).filter((name) =>
      name.startsWith('mariadb'),
    );
    expect(existsSync(join(folder, 'cache', 'rds-data-workbench', packages, 'apt'))).toBe(false);
  });

  test('that cannot be fetched gives the reason of apt, and leaves nothing', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'sources.list'), 'deb [trusted=yes] file:/nonexistent stable main\n');
    const settings = `Dir::Etc::SourceList "${join(folder, 'sources.list')}";\nDir::Etc::SourceParts "/dev/null";\n`;
    const env = withoutServer(folder, await neverUpdated(folder, settings));
    const start = startDatabase({ engine: 'mariadb', env, progress: () => undefined });
    await expect(start).rejects.toThrow(/apt-get.*nonexistent|mariadb-server-core/s);
    expect(await readdir(join(folder, 'cache', 'rds-data-workbench'))).toEqual([]);
  });
});
