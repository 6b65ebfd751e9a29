// The time of day is set forwards or back by hours, by hand or by a laptop that wakes up: nothing that waits notices.
import { afterEach, expect, inject, test, vi } from 'vitest';
import { BeginTransactionCommand, ExecuteStatementCommand, RollbackTransactionCommand } from '@aws-sdk/client-rds-data';
import { systemClock } from '../../emulator/clock.ts';
import { createEmulator } from '../../emulator/index.ts';
import { IDLE_TRANSACTION_MS } from '../../emulator/model/limits.ts';
import { Faults } from '../../workbench/faults/faults.ts';
import { ARNS, createClient } from '../support/emulator.ts';
import { failureOf } from '../support/failure.ts';
import { createManualClock } from '../support/manual-clock.ts';

const HOURS_MS = 60 * 60_000;
afterEach(() => void vi.useRealTimers());

/** Sets the time of day; timers go on as they are. */
function jump(hours: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + hours * HOURS_MS });
}

test.each([5, -5])('a jump by %i hours neither ends a timer early nor keeps it', async (hours) => {
  const events: string[] = [];
  systemClock.after(20_000, () => events.push('early'));
  const due = new Promise<void>((resolve) => systemClock.after(30, resolve));
  jump(hours);
  // Timers are unref'd: something has to keep this process waiting.
  await new Promise((resolve) => setTimeout(resolve, 60));
  await due;
  expect(events).toEqual([]);
});

test.each([25, -25])('a jump by %i hours leaves an open transaction open, and calls in time', async (hours) => {
  const emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') });
  const client = createClient(emulator.endpoint);
  try {
    const { transactionId } = await client.send(new BeginTransactionCommand(ARNS));
    const sent = client.send(new ExecuteStatementCommand({ ...ARNS, transactionId, sql: 'SELECT SLEEP(0.2)' }));
    jump(hours);
    await expect(sent).resolves.toMatchObject({ records: [[{ longValue: 0 }]] });
    const answer = await client.send(new RollbackTransactionCommand({ ...ARNS, transactionId }));
    expect(answer.transactionStatus).toBe('Rollback Complete');
  } finally {
    client.destroy();
    await emulator.stop();
  }
});

test.each([25, -25])(
  'a transaction expires after its own three minutes, whatever the time of day: %i hours',
  async (hours) => {
    const clock = createManualClock();
    let jumpMs = 0;
    // A clock whose time of day jumps, and whose timers do not.
    const jumping = { ...clock, now: () => clock.now() + jumpMs };
    const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') };
    const emulator = await createEmulator(config, {}, jumping);
    const client = createClient(emulator.endpoint);
    try {
      const { transactionId } = await client.send(new BeginTransactionCommand(ARNS));
      jumpMs = hours * HOURS_MS;
      clock.advance(IDLE_TRANSACTION_MS - 1);
      await client.send(new ExecuteStatementCommand({ ...ARNS, transactionId, sql: 'SELECT 1' }));
      clock.advance(IDLE_TRANSACTION_MS);
      jumpMs = 0;
      const late = client.send(new ExecuteStatementCommand({ ...ARNS, transactionId, sql: 'SELECT 1' }));
      expect((await failureOf(late)).message).toMatch(/Transaction may be expired/);
    } finally {
      client.destroy();
      await emulator.stop();
    }
  },
);

test.each([25, -25])('a jump by %i hours neither pauses a cluster nor keeps it from waking up', async (hours) => {
  const emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') });
  const state = (): string => emulator.autoPause.describe().state;
  const client = createClient(emulator.endpoint);
  const select = (): Promise<unknown> => client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }));
  try {
    emulator.autoPause.configure({ autoPauseSeconds: 3600, resumeSeconds: 0.001 });
    jump(hours);
    expect(state()).toBe('available');
    await emulator.pause();
    expect((await failureOf(select())).name).toBe('DatabaseResumingException');
    jump(-hours);
    await expect.poll(state).toBe('available');
  } finally {
    client.destroy();
    await emulator.stop();
  }
});

test.each([25, -25])('a jump by %i hours neither empties a second of calls nor lets it last', async (hours) => {
  const clock = createManualClock();
  let jumpMs = 0;
  const jumping = { ...clock, now: () => clock.now() + jumpMs };
  const faults = new Faults(() => emulator);
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') };
  const emulator = await createEmulator(config, { disturb: faults.disturb }, jumping);
  const client = createClient(emulator.endpoint);
  const select = (): Promise<unknown> => client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }));
  try {
    faults.add({ kind: 'throttle', perSecond: 1 });
    await select();
    jumpMs = hours * HOURS_MS;
    expect((await failureOf(select())).name).toBe('ThrottlingException');
    clock.advance(1000);
    await expect(select()).resolves.toBeDefined();
  } finally {
    client.destroy();
    await emulator.stop();
  }
});
