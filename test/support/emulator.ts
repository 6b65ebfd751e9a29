import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
  type BatchExecuteStatementCommandInput,
  type ExecuteStatementCommandInput,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { inject } from 'vitest';
import { createEmulator, type Call, type CallContent, type Emulator, type Hooks } from '../../emulator/index.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const RESOURCE_ARN = 'arn:aws:rds:us-east-1:123456789012:cluster:test';
export const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:test-AbCdEf';
export const ARNS = { resourceArn: RESOURCE_ARN, secretArn: SECRET_ARN };

/** 'MySQL' or 'MariaDB': the server that this run tests on. */
export const product = (): string => inject('product');

type ExecuteOptions = Partial<ExecuteStatementCommandInput>;

/** A call that came, and what was sent and answered. */
export type CalledCall = Call & CallContent;

/** An emulator of its own, on a database of its own, and the SDK in front of it. */
export interface TestEmulator extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  readonly client: RDSDataClient;
  /** The name of the database that `execute` and its like use. */
  readonly database: string;
  /** What the emulator told its observer. */
  readonly calls: CalledCall[];
  /** A connection of ours to the same server, past the emulator. */
  readonly direct: mysql.Connection;
  execute(sql: string, options?: ExecuteOptions): ReturnType<typeof sendExecute>;
  /** The records of a SELECT as the SDK decodes them. */
  select(sql: string, ...parameters: SqlParameter[]): Promise<unknown[][]>;
  batch(
    sql: string,
    parameterSets: SqlParameter[][],
    options?: Partial<BatchExecuteStatementCommandInput>,
  ): ReturnType<typeof sendBatch>;
  begin(): Promise<string>;
  commit(transactionId: string): Promise<string | undefined>;
  rollback(transactionId: string): Promise<string | undefined>;
}

const sendExecute = (client: RDSDataClient, input: ExecuteStatementCommandInput) =>
  client.send(new ExecuteStatementCommand(input));
const sendBatch = (client: RDSDataClient, input: BatchExecuteStatementCommandInput) =>
  client.send(new BatchExecuteStatementCommand(input));

/** The SDK, pointed at an endpoint, with credentials that mean nothing and without retries. */
export function createClient(endpoint: string): RDSDataClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new RDSDataClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/** @param hooks are told as well. */
export async function startTestEmulator(hooks: Hooks = {}): Promise<TestEmulator> {
  const databaseUrl = inject('databaseUrl');
  const socketPath = inject('socketPath');
  const database = `test_${randomUUID().slice(0, 8)}`;
  const direct = await mysql.createConnection({ uri: databaseUrl });
  await direct.query(`CREATE DATABASE ${database}`);
  await direct.query(`USE ${database}`);
  const clock = createManualClock();
  const calls: CalledCall[] = [];
  const config = { host: '127.0.0.1', port: 0, databaseUrl, ...(socketPath === '' ? {} : { socketPath }) };
  const called = (call: Call, content: CallContent): void => {
    calls.push({ ...call, ...content });
    hooks.called?.(call, content);
  };
  const emulator = await createEmulator(config, { ...hooks, called }, clock);
  const client = createClient(emulator.endpoint);
  const execute = (sql: string, options: ExecuteOptions = {}) =>
    sendExecute(client, { ...ARNS, database, sql, ...options });
  return {
    emulator,
    clock,
    client,
    database,
    calls,
    direct,
    execute,
    select: async (sql, ...parameters) => (await execute(sql, { parameters })).records ?? [],
    batch: (sql, parameterSets, options = {}) =>
      sendBatch(client, { ...ARNS, database, sql, parameterSets, ...options }),
    begin: async () => (await client.send(new BeginTransactionCommand({ ...ARNS, database }))).transactionId ?? '',
    commit: async (transactionId) =>
      (await client.send(new CommitTransactionCommand({ ...ARNS, transactionId }))).transactionStatus,
    rollback: async (transactionId) =>
      (await client.send(new RollbackTransactionCommand({ ...ARNS, transactionId }))).transactionStatus,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await emulator.stop();
      await direct.query(`DROP DATABASE ${database}`);
      await direct.end();
    },
  };
}
