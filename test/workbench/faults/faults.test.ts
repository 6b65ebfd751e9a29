// Which calls a fault happens to, how often, and what it does to them; on a clock that the test moves.
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind, FaultOrder } from '../../../workbench/index.ts';
import type { Faults } from '../../../workbench/faults/faults.ts';
import { ARNS, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { until } from '../../support/until.ts';
import { startFaultyEmulator } from './support/start-faulty-emulator.ts';

let emulator: TestEmulator;
let faults: Faults;
beforeEach(async () => {
  ({ emulator, faults } = await startFaultyEmulator());
});
afterEach(() => emulator[Symbol.asyncDispose]());

const REFUSAL: Extract<FaultKind, { kind: 'exception' }> = { kind: 'exception', exception: 'ForbiddenException' };

/** @returns of each call in turn whether it was refused: `x`, or not: `.` */
async function outcomes(count: number, sql = 'SELECT 1'): Promise<string> {
  let text = '';
  for (let call = 0; call < count; call += 1) text += await outcome(() => emulator.execute(sql));
  return text;
}

const outcome = (call: () => Promise<unknown>): Promise<string> =>
  call().then(
    () => '.',
    () => 'x',
  );

/** @returns whether a call has been answered by now. */
function watch(call: Promise<unknown>): () => boolean {
  let isAnswered = false;
  void call.finally(() => (isAnswered = true));
  return () => isAnswered;
}

describe('chance', () => {
  const someOf = async (seed: number): Promise<string> => {
    faults.clear();
    faults.seed = seed;
    faults.add({ ...REFUSAL, probability: 0.3 });
    return outcomes(40);
  };

  test('the same seed has the same sequence of failures, another one another', async () => {
    const sequence = await someOf(42);
    expect(await someOf(42)).toBe(sequence);
    expect(await someOf(43)).not.toBe(sequence);
    // What it was when this was written: it stays the same from version to version.
    expect(sequence).toBe('x..x....x...xx....x...x......x....xxx..x');
  });

  test('a fault has a chance of its own: another one beside it changes nothing', async () => {
    const alone = await someOf(42);
    faults.clear();
    faults.seed = 42;
    faults.add({ ...REFUSAL, probability: 0.3 });
    faults.add({ kind: 'latency', ms: 0, jitterMs: 0, probability: 0.5 });
    expect(await outcomes(40)).toBe(alone);
  });

  test('about as many fail as were wanted', () => {
    faults.add({ ...REFUSAL, probability: 0.25 });
    const call = { operation: 'ExecuteStatement', request: {}, time: 0 } as const;
    for (let count = 0; count < 10_000; count += 1) faults.disturb(call);
    expect(faults.list()[0]?.hits).toBeGreaterThan(2300);
    expect(faults.list()[0]?.hits).toBeLessThan(2700);
  });

  test('setting the seed begins it anew', async () => {
    faults.add({ ...REFUSAL, probability: 0.5 });
    faults.seed = 7;
    const sequence = await outcomes(20);
    faults.seed = 7;
    expect(await outcomes(20)).toBe(sequence);
  });

  test('never and always are certain', async () => {
    faults.add({ ...REFUSAL, probability: 0 });
    expect(await outcomes(5)).toBe('.....');
    faults.add({ ...REFUSAL, probability: 1 });
    expect(await outcomes(5)).toBe('xxxxx');
  });
});

describe('which calls', () => {
  test('so many times, and no more', async () => {
    const { id } = faults.add({ ...REFUSAL, times: 2 });
    expect(await outcomes(4)).toBe('xx..');
    expect(faults.list()).toEqual([{ ...REFUSAL, id, times: 2, probability: 1, hits: 2, remaining: 0 }]);
  });

  test('SQL that matches, in whichever case; a regular expression, too', async () => {
    faults.add({ ...REFUSAL, sql: '^select 2' });
    faults.add({ ...REFUSAL, sql: /as six$/ });
    expect(await outcomes(1, 'SELECT 1')).toBe('.');
    expect(await outcomes(1, 'Select 2')).toBe('x');
    expect(await outcomes(1, 'SELECT 6 AS six')).toBe('x');
    expect(await outcome(() => emulator.begin())).toBe('.');
  });

  test('operations', async () => {
    faults.add({ ...REFUSAL, operations: ['BeginTransaction'] });
    expect(await outcome(() => emulator.begin())).toBe('x');
    expect(await outcomes(1)).toBe('.');
  });

  test('a fault that finds the work of a call refused already waits for the next one', async () => {
    faults.add({ ...REFUSAL, times: 1 });
    faults.add({ kind: 'exception', exception: 'NotFoundException', times: 1 });
    expect((await failureOf(emulator.execute('SELECT 1'))).name).toBe('ForbiddenException');
    expect((await failureOf(emulator.execute('SELECT 1'))).name).toBe('NotFoundException');
    expect(await outcomes(1)).toBe('.');
  });

  test('a call of the wrong shape is refused for that', async () => {
    faults.add(REFUSAL);
    const failure = await failureOf(emulator.execute('SELECT 1', { resourceArn: 'x' }));
    expect(failure.name).toBe('ValidationException');
    expect(faults.list()[0]?.hits).toBe(0);
  });

  test('remove and clear end it; ids and counters begin anew', async () => {
    const { id } = faults.add(REFUSAL);
    expect([faults.remove(id), faults.remove(id)]).toEqual([true, false]);
    expect(await outcomes(1)).toBe('.');
    faults.seed = 9;
    faults.add(REFUSAL);
    faults.autoPause({ autoPauseSeconds: 1, resumeSeconds: 2 });
    await faults.pause();
    faults.clear();
    const cluster = { state: 'available', autoPauseSeconds: null, resumeSeconds: 15 };
    expect(faults.report()).toEqual({ seed: 1, cluster, faults: [] });
    expect(faults.add(REFUSAL).id).toBe(id);
  });
});

describe('what it does', () => {
  test('an exception has the usual text, or the one that is wanted', async () => {
    faults.add({ kind: 'exception', exception: 'AccessDeniedException', times: 1 });
    faults.add({ kind: 'exception', exception: 'AccessDeniedException', message: 'no!' });
    expect((await failureOf(emulator.execute('SELECT 1'))).message).toBe(
      `User: arn:aws:sts::123456789012:assumed-role/local/local is not authorized to perform: rds-data:ExecuteStatement on resource: ${ARNS.resourceArn}`,
    );
    expect((await failureOf(emulator.execute('SELECT 1'))).message).toBe('no!');
  });

  test('the Data API off is told with its cluster', async () => {
    faults.add({ kind: 'data-api-off' });
    expect(await failureOf(emulator.begin())).toEqual({
      name: 'HttpEndpointNotEnabledException',
      message: `HttpEndpoint is not enabled for resource ${ARNS.resourceArn}`,
    });
  });

  test('throttling lets so many calls pass in any second', async () => {
    faults.add({ kind: 'throttle', perSecond: 3 });
    expect(await outcomes(5)).toBe('...xx');
    emulator.clock.advance(999);
    expect(await outcomes(1)).toBe('x');
    emulator.clock.advance(1);
    expect(await outcomes(4)).toBe('...x');
    expect(await failureOf(emulator.execute('SELECT 1'))).toEqual({
      name: 'ThrottlingException',
      message: 'The request was throttled because of insufficient resources on the database.',
    });
  });

  test('latency lasts as long as it says; two of them add up', async () => {
    faults.add({ kind: 'latency', ms: 500 });
    faults.add({ kind: 'latency', ms: 1000, times: 1 });
    const isAnswered = watch(emulator.execute('SELECT 1'));
    await until(() => Promise.resolve(faults.list()[0]?.hits === 1));
    emulator.clock.advance(1499);
    expect(emulator.clock.waiting).toBe(1);
    expect(isAnswered()).toBe(false);
    emulator.clock.advance(1);
    await until(() => Promise.resolve(isAnswered()));
    expect(emulator.calls[0]?.faults).toEqual(['f1 latency', 'f2 latency']);
  });

  test.each<[FaultOrder, number, number]>([
    [{ kind: 'latency', ms: 100, jitterMs: 30 }, 70, 130],
    [{ kind: 'latency', ms: 10, jitterMs: 30 }, 0, 40],
    [{ kind: 'latency', profile: 'aws' }, 20, 1000],
  ])('%j stays within its bounds, and varies', (order, least, most) => {
    faults.add(order);
    const call = { operation: 'ExecuteStatement', request: {}, time: 0 } as const;
    const delays = Array.from({ length: 1000 }, () => faults.disturb(call)?.delayMs ?? -1);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...delays)).toBeLessThanOrEqual(most);
    expect(new Set(delays).size).toBeGreaterThan(500);
  });

  test('a client that leaves while it waits has asked for nothing', async () => {
    await emulator.direct.query('CREATE TABLE t (n INT)');
    faults.add({ kind: 'latency', ms: 60_000 });
    const call = emulator.execute('INSERT INTO t VALUES (1)');
    await until(() => Promise.resolve(faults.list()[0]?.hits === 1));
    emulator.client.destroy();
    await failureOf(call);
    await until(() => Promise.resolve(emulator.calls.length === 1));
    expect(emulator.clock.waiting).toBe(0);
    const [rows] = await emulator.direct.query('SELECT * FROM t');
    expect(rows).toEqual([]);
  });

  test('an answer that is half sent says how long it would have been', async () => {
    faults.add({ kind: 'truncate' });
    const { length, received, error } = await askForHalf(JSON.stringify({ ...ARNS, sql: 'SELECT 12345678' }));
    const whole = JSON.stringify({ records: [[{ longValue: 12345678 }]], numberOfRecordsUpdated: 0 });
    expect(length).toBe(whole.length);
    expect(received).toBe(whole.slice(0, whole.length / 2));
    expect(error).toBe('ECONNRESET');
  });

  test('a killed connection is gone from the server, and with it what its transaction did', async () => {
    await emulator.direct.query('CREATE TABLE t (n INT)');
    const transactionId = await emulator.begin();
    await emulator.execute('INSERT INTO t VALUES (1)', { transactionId });
    const id = (await emulator.execute('SELECT CONNECTION_ID()', { transactionId })).records?.[0]?.[0]?.longValue ?? 0;
    faults.add({ kind: 'kill-connection', operations: ['CommitTransaction'] });
    expect((await failureOf(emulator.commit(transactionId))).name).toBe('DatabaseUnavailableException');
    const [processes] = await emulator.direct.query('SELECT * FROM information_schema.processlist WHERE id = ?', [id]);
    expect(processes).toEqual([]);
    expect(await emulator.select('SELECT n FROM t')).toEqual([]);
  });

  test('a killed connection is told also where nothing was to be sent on it', async () => {
    const unavailable = { name: 'DatabaseUnavailableException' };
    const transactionId = await emulator.begin();
    faults.add({ kind: 'kill-connection' });
    expect(await failureOf(emulator.begin())).toMatchObject(unavailable);
    expect(await failureOf(emulator.commit(transactionId))).toMatchObject(unavailable);
  });

  test('a connection that several calls kill at the same time is killed once, and all are answered', async () => {
    for (let round = 0; round < 20; round += 1) {
      const transactionId = await emulator.begin();
      const { id } = faults.add({ kind: 'kill-connection' });
      const calls = Array.from({ length: 5 }, () => failureOf(emulator.execute('SELECT 1', { transactionId })));
      const names = (await Promise.all(calls)).map(({ name }) => name);
      expect(names).toContain('DatabaseUnavailableException');
      faults.remove(id);
    }
  });

  test('a rotated secret leaves open transactions alone, and refuses new connections as the database does', async () => {
    const transactionId = await emulator.begin();
    faults.add({ kind: 'rotate-secret' });
    await emulator.execute('SELECT 1', { transactionId });
    await emulator.commit(transactionId);
    const refusal = expect.stringMatching(
      /^Access denied for user '.+'@'.+' \(using password: YES\); Error code: 1045; SQLState: 28000$/,
    );
    expect(await failureOf(emulator.begin())).toEqual({ name: 'DatabaseErrorException', message: refusal });
    expect(await failureOf(emulator.execute('SELECT 1'))).toEqual({ name: 'DatabaseErrorException', message: refusal });
  });

  test('the record of calls has the answer that there would have been, and says what was done', async () => {
    faults.add({ kind: 'drop', when: 'after' });
    await failureOf(emulator.execute('SELECT 1'));
    expect(emulator.calls).toMatchObject([{ status: 200, faults: ['f1 drop'] }]);
    faults.clear();
    await emulator.execute('SELECT 1');
    expect(emulator.calls[1]?.faults).toBeUndefined();
  });
});

/** Asks without the SDK. @returns what was announced, what came, and how it ended. */
function askForHalf(body: string): Promise<{ length: number; received: string; error: string }> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const call = request(`${emulator.emulator.endpoint}/Execute`, { method: 'POST', headers }, (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (text: string) => (received += text));
      response.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ length: Number(response.headers['content-length']), received, error: error.code ?? '' }),
      );
    });
    call.end(body);
  });
}
