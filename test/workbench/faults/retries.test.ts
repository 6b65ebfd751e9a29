// For each kind of fault: a handler without retries fails, one with them does its work, once.
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import mysql from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { startWorkbench, type FaultOrder, type Workbench } from '../../../workbench/index.ts';
import { createClient } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

interface RetryExample {
  addPersonOnce(
    client: RDSDataClient,
    person: { id: number; name: string },
    options?: { attempts?: number; firstMs?: number },
  ): Promise<void>;
}

let workbench: Workbench;
let example: RetryExample;
let careless: RDSDataClient;
let careful: RDSDataClient;
const environment = { ...process.env };
beforeAll(async () => {
  workbench = await startWorkbench({ engine: inject('databaseUrl'), schema: 'examples/schema.sql' });
  Object.assign(process.env, workbench.env);
  const file: string = '../../../examples/retry.js';
  example = (await import(file)) as RetryExample;
  careless = createClient(workbench.endpoint);
  careful = new RDSDataClient();
});
afterEach(async () => {
  await workbench.reset();
});
afterAll(async () => {
  careless.destroy();
  careful.destroy();
  await workbench.stop();
  process.env = environment;
});

const EDGAR = { id: 7, name: 'Edgar' };
const addWithoutRetries = (): Promise<void> => example.addPersonOnce(careless, EDGAR, { attempts: 1 });
const addWithRetries = (): Promise<void> => example.addPersonOnce(careful, EDGAR, { firstMs: 20 });

async function countEdgars(): Promise<number> {
  const connection = await mysql.createConnection(workbench.databaseUrl);
  const [rows] = await connection.query<mysql.RowDataPacket[]>("SELECT id FROM person WHERE name = 'Edgar'");
  await connection.end();
  return rows.length;
}

const inserts = { operations: ['ExecuteStatement'], sql: '^insert into person' } as const;
const KINDS: readonly [string, FaultOrder, string, number][] = [
  [
    'resuming, without a pause',
    { kind: 'exception', exception: 'DatabaseResumingException', times: 2 },
    'DatabaseResumingException',
    0,
  ],
  [
    'a deadlock',
    { kind: 'exception', exception: 'DatabaseErrorException', ...inserts, times: 2 },
    'DatabaseErrorException',
    0,
  ],
  [
    'the service is down',
    { kind: 'exception', exception: 'ServiceUnavailableError', times: 5 },
    'ServiceUnavailableError',
    0,
  ],
  ['throttling', { kind: 'throttle', perSecond: 2 }, 'ThrottlingException', 0],
  ['a request that is lost', { kind: 'drop', when: 'before', ...inserts, times: 1 }, 'TimeoutError', 0],
  [
    'a commit whose answer is lost',
    { kind: 'drop', when: 'after', operations: ['CommitTransaction'], times: 1 },
    'TimeoutError',
    1,
  ],
  ['half of an answer', { kind: 'truncate', operations: ['CommitTransaction'], times: 1 }, 'Error', 1],
  [
    'a connection killed in a transaction',
    { kind: 'kill-connection', ...inserts, times: 1 },
    'DatabaseUnavailableException',
    0,
  ],
  [
    'a connection killed before the commit',
    { kind: 'kill-connection', operations: ['CommitTransaction'], times: 1 },
    'DatabaseUnavailableException',
    0,
  ],
  ['the Data API off', { kind: 'data-api-off', times: 3 }, 'HttpEndpointNotEnabledException', 0],
  ['the secret rotated', { kind: 'rotate-secret', times: 2 }, 'DatabaseErrorException', 0],
];

describe.each(KINDS)('%s', (_name, fault, failure, done) => {
  test('makes a handler without retries fail', async () => {
    workbench.faults.add(fault);
    expect(await failureOf(addWithoutRetries())).toMatchObject({ name: failure });
    expect(await countEdgars()).toBe(done);
    expect(workbench.faults.list()[0]?.hits).toBeGreaterThan(0);
  });

  test('does not hinder one with retries, which does its work once', async () => {
    workbench.faults.add(fault);
    await addWithRetries();
    expect(await countEdgars()).toBe(1);
    expect(workbench.faults.list()[0]?.hits).toBeGreaterThan(0);
  });
});

describe('a pause', () => {
  test('makes a handler without retries fail', async () => {
    await workbench.faults.pause();
    expect(await failureOf(addWithoutRetries())).toMatchObject({ name: 'DatabaseResumingException' });
  });

  test('is waited for by one with retries', async () => {
    workbench.faults.autoPause({ autoPauseSeconds: null, resumeSeconds: 0.2 });
    await workbench.faults.pause();
    await addWithRetries();
    expect(await countEdgars()).toBe(1);
    expect(workbench.faults.cluster.state).toBe('available');
  });
});

describe('latency', () => {
  const impatient = (maxAttempts: number): RDSDataClient =>
    new RDSDataClient({ maxAttempts, requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true } });
  const slow: FaultOrder = { kind: 'latency', ms: 60_000, operations: ['ExecuteStatement'], times: 1 };

  test('makes a handler without retries run into its own limit', async () => {
    workbench.faults.add(slow);
    const failure = await failureOf(example.addPersonOnce(impatient(1), EDGAR, { attempts: 1 }));
    expect(failure.name).toBe('TimeoutError');
    expect(await countEdgars()).toBe(0);
  });

  test('is got over by one with retries', async () => {
    workbench.faults.add(slow);
    await example.addPersonOnce(impatient(1), EDGAR, { firstMs: 20 });
    expect(await countEdgars()).toBe(1);
  });
});

describe('what the SDK does by itself', () => {
  const attempts: readonly [FaultOrder, number][] = [
    [{ kind: 'exception', exception: 'DatabaseResumingException' }, 1],
    [{ kind: 'exception', exception: 'DatabaseErrorException' }, 1],
    [{ kind: 'exception', exception: 'DatabaseUnavailableException' }, 3],
    [{ kind: 'throttle', perSecond: 0 }, 3],
    [{ kind: 'drop', when: 'before' }, 3],
    [{ kind: 'drop', when: 'after' }, 3],
    [{ kind: 'truncate' }, 3],
    [{ kind: 'kill-connection' }, 3],
    [{ kind: 'data-api-off' }, 1],
    [{ kind: 'rotate-secret' }, 1],
  ];
  const call = (): Promise<unknown> => {
    const { resourceArn, secretArn, database } = workbench;
    return careful.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, sql: 'SELECT 1' }));
  };

  test.each(attempts)('%j: so many attempts', async (fault, expected) => {
    workbench.faults.add(fault);
    await failureOf(call());
    expect(workbench.calls.length).toBe(expected);
  });

  test('a commit whose answer is lost is sent again, and then told to be unknown, though it is done', async () => {
    workbench.faults.add({ kind: 'drop', when: 'after', operations: ['CommitTransaction'], times: 1 });
    const failure = await failureOf(example.addPersonOnce(careful, EDGAR, { attempts: 1 }));
    expect(failure.name).toBe('TransactionNotFoundException');
    expect(failure.message).toContain('Transaction has been committed by an earlier call.');
    expect(await countEdgars()).toBe(1);
  });
});
