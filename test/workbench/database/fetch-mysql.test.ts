import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasApt } from '../../../workbench/database/apt.ts';
import { ask } from './support/ask.ts';
import { startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const isWanted = process.env['WORKBENCH_ENGINE'] === 'mysql' && hasApt(process.env);
if (!isWanted)
  console.warn('MySQL from Debian sid: not tested, needs WORKBENCH_ENGINE=mysql and apt-get (it fetches 60 MB)');

describe.skipIf(!isWanted)('MySQL from Debian sid', { timeout: 300_000 }, () => {
  test('is fetched into the cache folder and runs on its own libraries', async () => {
    const folder = await temporaryFolder();
    const env = {
      ...process.env,
      PATH: '/usr/bin:/bin',
      WORKBENCH_SERVER_FOLDERS: '',
      XDG_CACHE_HOME: join(folder, 'cache'),
    };
    const database = await startForTest({ engine: 'mysql', env });
    expect(database.product).toBe('MySQL');
    expect(database.source).toContain(folder);
    expect(await ask(database.url, "SELECT SHA1('x')")).toEqual(['11f6ad8ec52a2984abaafd7c3b516503785c2072']);
  });
});
