import { test } from 'rds-data-workbench/vitest';
import { expect } from 'vitest';
import { addPerson, listPeople } from '../people.js';

test('a person is added', async ({ workbench }) => {
  await addPerson('Edgar');
  expect(await listPeople()).toEqual(['Ada', 'Grace', 'Edgar']);
  expect(workbench.calls.all({ sql: 'insert' })).toHaveLength(1);
});

test('every test begins at the seed', async () => {
  expect(await listPeople()).toEqual(['Ada', 'Grace']);
});
