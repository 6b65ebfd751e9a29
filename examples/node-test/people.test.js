import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { startWorkbench } from 'rds-data-workbench';
import { addPerson, listPeople } from '../people.js';

const workbench = await startWorkbench({ schema: new URL('../schema.sql', import.meta.url) });
Object.assign(process.env, workbench.env);
afterEach(() => workbench.reset());
after(() => workbench.stop());

test('a person is added', async () => {
  await addPerson('Edgar');
  assert.deepEqual(await listPeople(), ['Ada', 'Grace', 'Edgar']);
  assert.equal(workbench.calls.all({ sql: 'insert' }).length, 1);
});

test('every test begins at the seed', async () => {
  assert.deepEqual(await listPeople(), ['Ada', 'Grace']);
});
