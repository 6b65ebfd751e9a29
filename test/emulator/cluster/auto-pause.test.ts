// A cluster that pauses while nobody uses it, on a clock that the test moves.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

let emulator: TestEmulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
  await emulator.direct.query('CREATE TABLE t (n INT)');
});
afterEach(() => emulator[Symbol.asyncDispose]());

const SECOND = 1000;
const state = (): string => emulator.emulator.autoPause.describe().state;
const select = (): Promise<unknown> => emulator.select('SELECT 1');
const RESUMING = {
  name: 'DatabaseResumingException',
  message: expect.stringMatching(
    /^The Aurora DB instance db-[A-Z0-9]{26} is resuming after being auto-paused\. Please wait a few seconds and try again\.$/,
  ),
};

describe('contract 7.4: paused', () => {
  test('the first call wakes it up; all are refused until it is awake, then answered', async () => {
    await emulator.emulator.pause();
    expect(state()).toBe('paused');
    emulator.clock.advance(60 * SECOND);
    expect(await failureOf(select())).toEqual(RESUMING);
    expect(emulator.calls.at(-1)?.status).toBe(400);
    expect(emulator.emulator.autoPause.describe()).toMatchObject({ state: 'resuming', resumesInMs: 15_000 });
    emulator.clock.advance(15 * SECOND - 1);
    expect(await failureOf(select())).toEqual(RESUMING);
    emulator.clock.advance(1);
    expect(state()).toBe('available');
    expect(await select()).toEqual([[{ longValue: 1 }]]);
  });

  test('contract 1.4: Execute, Batch and Begin are refused, with what is open rolled back; Commit and Rollback do not know it', async () => {
    const [first, second] = [await emulator.begin(), await emulator.begin()];
    await emulator.execute('INSERT INTO t VALUES (1)', { transactionId: first });
    await emulator.emulator.pause();
    expect(await failureOf(emulator.execute('SELECT 1', { transactionId: first }))).toEqual(RESUMING);
    expect(await failureOf(emulator.batch('INSERT INTO t VALUES (:n)', []))).toEqual(RESUMING);
    expect(await failureOf(emulator.begin())).toEqual(RESUMING);
    const gone = { name: 'TransactionNotFoundException' };
    expect(await failureOf(emulator.commit(first))).toMatchObject(gone);
    expect(await failureOf(emulator.rollback(second))).toMatchObject(gone);
    emulator.emulator.autoPause.resume();
    expect(await emulator.select('SELECT n FROM t')).toEqual([]);
  });

  test('a cluster that is not there is told before one that sleeps', async () => {
    await emulator.emulator.pause();
    const failure = await failureOf(emulator.execute('SELECT 1', { resourceArn: 'arn:aws:rds:us-east-1:1:db:x' }));
    expect(failure.name).toBe('BadRequestException');
    expect(state()).toBe('paused');
  });
});

describe('the idle clock', () => {
  beforeEach(() => emulator.emulator.autoPause.configure({ autoPauseSeconds: 300, resumeSeconds: 20 }));

  test('a call begins it anew; at its end the cluster pauses', async () => {
    emulator.clock.advance(299 * SECOND);
    await select();
    emulator.clock.advance(299 * SECOND);
    await select();
    emulator.clock.advance(300 * SECOND);
    expect(state()).toBe('paused');
    expect(await failureOf(select())).toEqual(RESUMING);
    emulator.clock.advance(20 * SECOND);
    await select();
  });

  test('an open transaction keeps the cluster awake (choice: auto-pause)', async () => {
    const transactionId = await emulator.begin();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      emulator.clock.advance(170 * SECOND);
      await emulator.execute('SELECT 1', { transactionId });
    }
    await emulator.commit(transactionId);
    emulator.clock.advance(299 * SECOND);
    expect(state()).toBe('available');
    emulator.clock.advance(SECOND);
    expect(state()).toBe('paused');
  });

  test('a cluster that was woken up for nothing falls asleep again', async () => {
    await emulator.emulator.pause();
    await failureOf(select());
    emulator.clock.advance(319 * SECOND);
    expect(state()).toBe('available');
    emulator.clock.advance(SECOND);
    expect(state()).toBe('paused');
  });

  test('without it, the cluster stays awake for ever', async () => {
    emulator.emulator.autoPause.configure();
    emulator.clock.advance(1e9 * SECOND);
    expect(await select()).toEqual([[{ longValue: 1 }]]);
  });
});
