// The workbench of `start`, as its command uses it.
import { afterEach, expect, test, vi } from 'vitest';
import { startServedWorkbench } from '../../../workbench/served/start-served-workbench.ts';
import { ask } from '../database/support/ask.ts';
import { privateEngine } from '../database/support/start-for-test.ts';

afterEach(() => void vi.unstubAllEnvs());

test('a function that could not be run does not keep it from stopping', async () => {
  const workbench = await startServedWorkbench({
    engine: privateEngine,
    host: '127.0.0.1',
    port: 0,
    progress: () => undefined,
  });
  vi.stubEnv('TMPDIR', '/nowhere');
  const url = `${workbench.endpoint}/2015-03-31/functions/lambda-rds/invocations`;
  const answer = await fetch(url, { method: 'POST', body: '{}' });
  expect(await answer.text()).toContain('could not be made');
  expect(await workbench.stop()).toEqual([]);
  await expect(ask(workbench.database.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  await expect(fetch(workbench.endpoint)).rejects.toThrow('fetch failed');
});
