import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBinary } from '../../../workbench/database/find-binary.ts';
import { fakeProgram, MARIADB_10, MYSQL_8 } from './support/fake-program.ts';
import { bareEnvironment } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('a program called mysqld that is MariaDB is taken for MariaDB', async () => {
  const folder = await temporaryFolder();
  const path = await fakeProgram(folder, 'mysqld', `echo '${MARIADB_10}'`);
  const env = bareEnvironment(folder);
  expect(await findBinary('MySQL', env)).toBeUndefined();
  expect(await findBinary('MariaDB', env)).toMatchObject({ path, product: 'MariaDB', version: '10.11.6' });
});

test('MySQL is found with its version', async () => {
  const folder = await temporaryFolder();
  const path = await fakeProgram(folder, 'mysqld', `echo '${MYSQL_8}'`);
  expect(await findBinary('MySQL', bareEnvironment(folder))).toMatchObject({
    path,
    product: 'MySQL',
    version: '8.0.36',
  });
});

test.each([
  ['MySQL before 8.0', 'mysqld  Ver 5.7.44 for Linux on x86_64 (MySQL Community Server (GPL))'],
  ['a program that is something else', 'ready'],
])('%s is passed over', async (_what, answer) => {
  const folder = await temporaryFolder();
  await fakeProgram(folder, 'mysqld', `echo '${answer}'`);
  expect(await findBinary('MySQL', bareEnvironment(folder))).toBeUndefined();
});

test('the next folder is searched when the first holds a program that does not run', async () => {
  const folder = await temporaryFolder();
  const second = join(folder, 'second');
  await mkdir(second);
  await fakeProgram(folder, 'mysqld', 'exit 1');
  const path = await fakeProgram(second, 'mysqld', `echo '${MYSQL_8}'`);
  const env = bareEnvironment(folder, { WORKBENCH_SERVER_FOLDERS: second });
  expect(await findBinary('MySQL', env)).toMatchObject({ path });
});
