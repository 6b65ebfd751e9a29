// BatchExecuteStatement over the SDK (contract 2.2).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) UNIQUE)');
});
beforeEach(() => emulator.execute('TRUNCATE TABLE t'));
afterAll(() => emulator[Symbol.asyncDispose]());

const INSERT = 'INSERT INTO t (name) VALUES (:n)';
const sets = (...names: string[]) => names.map((name) => [{ name: 'n', value: { stringValue: name } }]);
const names = async () =>
  (await emulator.select('SELECT name FROM t ORDER BY id')).map(
    ([name]) => (name as { stringValue: string }).stringValue,
  );

test('contract 2.2: an entry for each set, with the id that it generated, and no counts', async () => {
  const { updateResults } = await emulator.batch(INSERT, sets('a', 'b', 'c'));
  expect(updateResults).toEqual([1, 2, 3].map((id) => ({ generatedFields: [{ longValue: id }] })));
  expect(await names()).toEqual(['a', 'b', 'c']);
});

test('contract 2.2: UPDATE and DELETE generate nothing', async () => {
  await emulator.batch(INSERT, sets('a', 'b'));
  const empty = [{ generatedFields: [] }, { generatedFields: [] }];
  expect(
    (await emulator.batch('UPDATE t SET name = CONCAT(name, name) WHERE name = :n', sets('a', 'b'))).updateResults,
  ).toEqual(empty);
  expect((await emulator.batch('DELETE FROM t WHERE name = :n', sets('aa', 'x'))).updateResults).toEqual(empty);
  expect(await names()).toEqual(['bb']);
});

test('observed 5: sets may differ in the types of their values (choice: batch-mixed-types)', async () => {
  const values = [
    { longValue: 7 },
    { stringValue: 'seven' },
    { doubleValue: 0.5 },
    { isNull: true as const },
    { stringValue: '8' },
  ];
  await emulator.batch(
    INSERT,
    values.map((value) => [{ name: 'n', value }]),
  );
  await expect(emulator.select('SELECT name FROM t ORDER BY id')).resolves.toEqual(
    [
      { stringValue: '7' },
      { stringValue: 'seven' },
      { stringValue: '0.5' },
      { isNull: true },
      { stringValue: '8' },
    ].map((field) => [field]),
  );
});

test('contract 9: a set that fails leaves nothing of the batch behind, and its fault is told (choice: batch-atomic)', async () => {
  await expect(emulator.batch(INSERT, sets('a', 'b', 'a', 'c'))).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: expect.stringMatching(/^Duplicate entry 'a' for key .*; Error code: 1062; SQLState: 23000$/),
  });
  expect(await names()).toEqual([]);
});

test('contract 2.2: in a transaction, a set that fails leaves the earlier ones to the caller (choice: batch-atomic)', async () => {
  const transactionId = await emulator.begin();
  await expect(emulator.batch(INSERT, sets('a', 'b', 'a'), { transactionId })).rejects.toThrow('Error code: 1062');
  await emulator.commit(transactionId);
  expect(await names()).toEqual(['a', 'b']);
});

test.each([
  ['absent', undefined],
  ['empty', []],
])('contract 2.2: parameterSets that are %s run nothing, not even a wrong statement', async (_what, parameterSets) => {
  const send = emulator.batch('SELEC', [], { parameterSets });
  await expect(send).resolves.toMatchObject({ updateResults: [] });
});

test('contract 2.2: one empty set runs the statement once', async () => {
  const { updateResults } = await emulator.batch('INSERT INTO t (name) VALUES (NULL)', [[]]);
  expect(updateResults).toEqual([{ generatedFields: [{ longValue: 1 }] }]);
});

test('contract 7.2: a placeholder that one set lacks fails the batch before anything runs', async () => {
  await expect(emulator.batch(INSERT, [...sets('a'), []])).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Cannot find parameter: n',
  });
  expect(await names()).toEqual([]);
});

test('contract 6 parameter sets: thousands in one request', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => `n${index}`);
  const { updateResults = [] } = await emulator.batch(INSERT, sets(...many));
  expect(updateResults).toHaveLength(5000);
  expect(updateResults.at(-1)).toEqual({ generatedFields: [{ longValue: 5000 }] });
  expect(await names()).toEqual(many);
});

test('contract 2.2: a SELECT runs once for each set and answers nothing', async () => {
  const { updateResults } = await emulator.batch('SELECT :n', sets('a', 'b'));
  expect(updateResults).toEqual([{ generatedFields: [] }, { generatedFields: [] }]);
});
