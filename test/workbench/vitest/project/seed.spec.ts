import { expect, test } from 'vitest';
import { useWorkbench } from '../../../../workbench/vitest/index.ts';
import { execute } from './call.ts';

const workbench = await useWorkbench();

const SEED = [[{ stringValue: 'Ada' }], [{ stringValue: 'Grace' }]];
const NAMES = 'SELECT name FROM person ORDER BY id';

test('a test changes what it likes', async () => {
  await execute("INSERT INTO person (name) VALUES ('Edgar')");
  expect(await execute(NAMES)).toEqual([...SEED, [{ stringValue: 'Edgar' }]]);
  expect(workbench.calls.all({ sql: 'insert' })).toMatchObject([{ sql: "INSERT INTO person (name) VALUES ('***')" }]);
});

test('the next one sees the seed, and no calls but its own', async () => {
  expect(await execute(NAMES)).toEqual(SEED);
  expect(workbench.calls).toHaveLength(1);
});
