// Settings that are written wrongly: what is told of them does not repeat a password.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDatabaseUrl } from '../../../emulator/cluster/database-url.ts';
import { readClusterList } from '../../../emulator/cluster/read-cluster-list.ts';
import { InvalidSettingError } from '../../../emulator/invalid-setting-error.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'workbench-no-password-'))));
afterAll(() => rm(folder, { recursive: true }));

const SECRET = '"arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf"';

test.each([
  ['in single quotes', `{"secrets": {\n  ${SECRET}: {"password": 'hunter2'}}}`, 'line 2, column 81'],
  ['without quotes', `{"secrets": {\n\n  ${SECRET}: {\n"password": hunter2}}}`, 'line 4, column 13'],
  ['cut off', `{"secrets": {${SECRET}: {"password": "hunter2`, 'line 1, column 100'],
  ['nothing at all', '', 'line 1, column 1'],
])('a list with a password %s is told where it is no JSON', async (_what, text, place) => {
  const file = join(folder, 'clusters.json');
  await writeFile(file, text);
  expect(() => readClusterList(file)).toThrow(new InvalidSettingError(`${file} is not JSON at ${place}`));
});

test('a list that is not there is told as the system tells it', () => {
  expect(() => readClusterList(join(folder, 'nowhere'))).toThrow('ENOENT');
});

const ADVICE = 'percent-encode ? in the password as %3F';
test.each([
  ['mysql://admin:?Hunter2@db', ADVICE],
  ['mysql://admin:12?Hunter2@db:3306', ADVICE],
  ['mysql://admin:?Hunter2=x@db', ADVICE],
  ['mysql://admin:?Hunter2&b@db', ADVICE],
  ['mysql://admin:?ssl-mode=REQUIRED&Hunter2@db', ADVICE],
  ['mysql://db?ssl=1', 'not ssl'],
  ['mysql://db?connect-timeout=5', 'not connect-timeout'],
])('%s is refused: %s', (url, message) => {
  const read = (): unknown => readDatabaseUrl(url);
  expect(read).toThrow(`a database takes ssl-mode and ssl-ca after the question mark`);
  expect(read).toThrow(message);
  expect(read).not.toThrow('Hunter2');
});
