import {
  RDSData,
  type BatchExecuteStatementCommandInput,
  type BeginTransactionCommandInput,
  type CommitTransactionCommandInput,
  type ExecuteStatementCommandInput,
  type RDSDataClientConfig,
  type RollbackTransactionCommandInput,
} from '@aws-sdk/client-rds-data';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { ARNS, type TestEmulator } from '../../support/emulator.ts';

const require = createRequire(import.meta.url);

/** The part of `data-api-client` 1.x that is tested; the package has no types. */
export interface DataApiClient {
  query(sql: string | object, parameters?: unknown): Promise<Answer>;
  transaction(): Transaction;
  beginTransaction(): Promise<{ transactionId: string }>;
  commitTransaction(input: { transactionId: string }): Promise<unknown>;
}

interface Answer {
  records?: unknown[];
  insertId?: number;
  numberOfRecordsUpdated?: number;
  updateResults?: unknown[];
}

interface Transaction {
  query(sql: string | ((previous: Answer) => unknown[]), parameters?: unknown): Transaction;
  rollback(tell: (error: Error, status: unknown) => void): Transaction;
  commit(): Promise<unknown[]>;
}

/** What the package calls of the AWS SDK v2 with `new`: methods hand out a request, and that makes promises. */
function RDSDataService(options: RDSDataClientConfig): object {
  const client = new RDSData(options);
  return {
    executeStatement: promised((input: ExecuteStatementCommandInput) => client.executeStatement(input)),
    batchExecuteStatement: promised((input: BatchExecuteStatementCommandInput) => client.batchExecuteStatement(input)),
    beginTransaction: promised((input: BeginTransactionCommandInput) => client.beginTransaction(input)),
    commitTransaction: promised((input: CommitTransactionCommandInput) => client.commitTransaction(input)),
    rollbackTransaction: promised((input: RollbackTransactionCommandInput) => client.rollbackTransaction(input)),
  };
}

function promised<Input, Output>(call: (input: Input) => Promise<Output>) {
  return (input: Input) => ({ promise: () => call(input) });
}

/**
 * Loads `data-api-client` as it was published, and points it at an emulator. It requires version 2 of the AWS SDK,
 * 100 MB and out of support: it is given version 3 in its clothes.
 */
export function createDataApiClient(emulator: TestEmulator, options: object = {}): DataApiClient {
  const path = require.resolve('data-api-client');
  const itsRequire = createRequire(path);
  const load = compileFunction(readFileSync(path, 'utf8'), ['require', 'module'], { filename: path });
  const module: { exports?: (settings: object) => DataApiClient } = {};
  load((name: string): unknown => (name === 'aws-sdk' ? { RDSDataService } : itsRequire(name)), module);
  if (module.exports === undefined) throw new Error('data-api-client exports nothing');
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return module.exports({
    ...ARNS,
    database: emulator.database,
    options: { endpoint: emulator.emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 },
    ...options,
  });
}
