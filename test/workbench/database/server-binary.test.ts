import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeUnpacked } from '../../../workbench/database/server-binary.ts';
import { fakeProgram, MYSQL_8 } from './support/fake-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('a server that was unpacked is asked once what it is', async () => {
  const folder = await temporaryFolder();
  const asked = join(folder, 'asked');
  const path = await fakeProgram(folder, 'mysqld', `echo asked >>${asked}; echo '${MYSQL_8}'`);
  const location = { path, source: 'here', command: [path], options: [] };
  for (const _time of [1, 2]) {
    expect(await describeUnpacked(location, folder, process.env)).toEqual({
      ...location,
      product: 'MySQL',
      version: '8.0.36',
    });
  }
  expect(await readFile(asked, 'utf8')).toBe('asked\n');
  await rm(join(folder, 'server.json'));
  await describeUnpacked(location, folder, process.env);
  expect(await readFile(asked, 'utf8')).toBe('asked\nasked\n');
});
