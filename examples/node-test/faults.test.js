import { RDSDataClient } from '@aws-sdk/client-rds-data';
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { startWorkbench } from 'rds-data-workbench';
import { listPeople } from '../people.js';
import { addPersonOnce } from '../retry.js';

const workbench = await startWorkbench({ schema: new URL('../schema.sql', import.meta.url) });
Object.assign(process.env, workbench.env);
const client = new RDSDataClient();
const edgar = { id: 3, name: 'Edgar' };
afterEach(() => workbench.reset());
after(() => workbench.stop());

test('a cluster that has paused is waited for', async () => {
  workbench.faults.autoPause({ autoPauseSeconds: null, resumeSeconds: 0.5 });
  await workbench.faults.pause();
  await addPersonOnce(client, edgar);
  assert.deepEqual(await listPeople(), ['Ada', 'Grace', 'Edgar']);
  assert.ok(workbench.calls.all({ error: 'DatabaseResumingException' }).length > 0);
});

test('a commit whose answer is lost is not done twice', async () => {
  workbench.faults.add({ kind: 'drop', when: 'after', operations: ['CommitTransaction'], times: 1 });
  await addPersonOnce(client, edgar);
  assert.deepEqual(await listPeople(), ['Ada', 'Grace', 'Edgar']);
  assert.equal(workbench.faults.list()[0].hits, 1);
});
