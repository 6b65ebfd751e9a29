// Connections are kept for the next call, but not for ever; nor is what kept them.
import { BeginTransactionCommand } from '@aws-sdk/client-rds-data';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { processList, running } from '../../../reliability/support/processes.ts';
import { BUSY_MACHINE } from '../../../support/busy.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { failureOf } from '../../../support/failure.ts';
import { until } from '../../../support/until.ts';

const MINUTE_MS = 60_000;

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => emulator[Symbol.asyncDispose]());

async function connections(): Promise<number> {
  return (await processList(emulator.direct)).filter(({ db }) => db === emulator.database).length;
}

test(
  'connections that nobody has used for a minute are closed, and the next call has a new one',
  BUSY_MACHINE,
  async () => {
    const busy = Array.from({ length: 16 }, () => emulator.execute('SELECT SLEEP(0.3)'));
    await until(async () => (await running(emulator, 'SELECT SLEEP(0.3)')) === 16);
    await Promise.all(busy);
    expect(await connections()).toBeGreaterThan(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + MINUTE_MS + 1 });
    await until(async () => (await connections()) === 0);
    await expect(emulator.select('SELECT 1')).resolves.toEqual([[{ longValue: 1 }]]);
  },
);

test('databases that are not there leave nothing behind that waits', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const begin = (database: string) => emulator.client.send(new BeginTransactionCommand({ ...ARNS, database }));
  await failureOf(begin('missing'));
  const before = timers();
  const names = Array.from({ length: 20 }, (_, count) => `missing${count}`);
  // The first one comes back when what it had is gone.
  for (const name of [...names, 'missing0']) {
    expect((await failureOf(begin(name))).message).toMatch(/^Unknown database/);
  }
  expect(timers() - before).toBeLessThan(5);
});
