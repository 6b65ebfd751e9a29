// Run as an ES module: node --experimental-vm-modules node_modules/jest/bin/jest.js
import { startWorkbench } from 'rds-data-workbench';
import { addPerson, listPeople } from '../people.js';

const workbench = await startWorkbench({ schema: new URL('../schema.sql', import.meta.url) });
Object.assign(process.env, workbench.env);
afterEach(() => workbench.reset());
afterAll(() => workbench.stop());

test('a person is added', async () => {
  await addPerson('Edgar');
  expect(await listPeople()).toEqual(['Ada', 'Grace', 'Edgar']);
  expect(workbench.calls.all({ sql: 'insert' })).toHaveLength(1);
});

test('every test begins at the seed', async () => {
  expect(await listPeople()).toEqual(['Ada', 'Grace']);
});
