// What a program meets on a newer MySQL and not on MySQL 8.0, and so not on Aurora MySQL 3.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { product, startTestEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let isNewer: boolean;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const [[version]] = (await emulator.select('SELECT VERSION()')) as [[{ stringValue: string }]];
  isNewer = product() === 'MySQL' && !version.stringValue.startsWith('8.0.');
});
afterAll(() => emulator[Symbol.asyncDispose]());

test.each([
  ['CREATE TABLE words (qualify INT)', 1064],
  ['CREATE TABLE samples (tablesample INT)', 1064],
  ['CREATE TABLE doubles (id DOUBLE AUTO_INCREMENT PRIMARY KEY)', 1063],
  ['SHOW MASTER STATUS', 1064],
  ['SHOW SLAVE STATUS', 1064],
])('%s: error %i on MySQL after 8.0 alone (choice: mysql-version)', async (sql, errno) => {
  const outcome = await emulator.execute(sql).then(
    () => 'it runs',
    (error: Error) => error.message,
  );
  expect(outcome).toContain(isNewer ? `; Error code: ${errno}; SQLState: 42000` : 'it runs');
});

test('/*!80400 */ is code on MySQL after 8.0 alone (choice: mysql-version)', async () => {
  await expect(emulator.select('SELECT 1 /*!80400 + 1 */')).resolves.toEqual([[{ longValue: isNewer ? 2 : 1 }]]);
});
