import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteSqlCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type ExecuteStatementCommandInput,
  type ExecuteStatementCommandOutput,
  type RDSDataClient,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Outages } from './outages.ts';
import { isModelled, type Tally } from './tally.ts';

/** What became of a call. `unknown`: it was cancelled, or broke off: what it was to do may have been done. */
export type Answer<Output> =
  | { readonly kind: 'ok'; readonly output: Output }
  | { readonly kind: 'refused' | 'unknown'; readonly name: string; readonly message: string };

/** Where the calls go, and what they name. */
export interface Target {
  readonly client: RDSDataClient;
  readonly secrets: SecretsManagerClient;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

interface CallOptions {
  /** Refusals that are right here, beside those that any call may meet. */
  readonly expected?: readonly string[];
  /** When what the call builds on began; by default the call itself. */
  readonly since?: number;
  readonly signal?: AbortSignal;
}

/** Deadlock and lock wait: a database under load may refuse any statement so. */
const CONTENTION = /Error code: (?:1213|1205);/;
/** While the database is away, and after it for what began before. */
const OUTAGE = new Set(['DatabaseUnavailableException', 'DatabaseErrorException', 'TransactionNotFoundException']);
/** Refusals after which nobody knows whether the statement was done. */
const UNSURE = new Set(['DatabaseUnavailableException', 'StatementTimeoutException']);

/** Calls the service, counts what it answers, and notes every answer that the model does not have at that place. */
export class Caller {
  readonly target: Target;
  readonly #tally: Tally;
  readonly #outages: Outages;

  constructor(target: Target, tally: Tally, outages: Outages) {
    this.target = target;
    this.#tally = tally;
    this.#outages = outages;
  }

  execute(
    sql: string,
    parameters: SqlParameter[] = [],
    { expected, since, signal, ...input }: Partial<ExecuteStatementCommandInput> & CallOptions = {},
  ): Promise<Answer<ExecuteStatementCommandOutput>> {
    const command = new ExecuteStatementCommand({ ...this.#place(), sql, parameters, ...input });
    return this.#call('ExecuteStatement', (options) => this.target.client.send(command, options), {
      ...(expected === undefined ? {} : { expected }),
      ...(since === undefined ? {} : { since }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  batch(sql: string, parameterSets: SqlParameter[][], options: CallOptions = {}): Promise<Answer<unknown>> {
    const command = new BatchExecuteStatementCommand({ ...this.#place(), sql, parameterSets });
    return this.#call('BatchExecuteStatement', (http) => this.target.client.send(command, http), options);
  }

  begin(): Promise<Answer<string>> {
    const command = new BeginTransactionCommand(this.#place());
    return this.#call(
      'BeginTransaction',
      async (options) => (await this.target.client.send(command, options)).transactionId ?? '',
      {},
    );
  }

  commit(transactionId: string, options: CallOptions): Promise<Answer<unknown>> {
    const command = new CommitTransactionCommand({ ...this.#arns(), transactionId });
    return this.#call('CommitTransaction', (http) => this.target.client.send(command, http), options);
  }

  rollback(transactionId: string, options: CallOptions): Promise<Answer<unknown>> {
    const command = new RollbackTransactionCommand({ ...this.#arns(), transactionId });
    return this.#call('RollbackTransaction', (http) => this.target.client.send(command, http), options);
  }

  executeSql(): Promise<Answer<unknown>> {
    const command = new ExecuteSqlCommand({
      awsSecretStoreArn: this.target.secretArn,
      dbClusterOrInstanceArn: this.target.resourceArn,
      sqlStatements: 'SELECT 1',
    });
    const options = { expected: ['BadRequestException'] };
    return this.#call('ExecuteSql', (http) => this.target.client.send(command, http), options);
  }

  secret(): Promise<Answer<string>> {
    const command = new GetSecretValueCommand({ SecretId: this.target.secretArn });
    const send = async (): Promise<string> => (await this.target.secrets.send(command)).SecretString ?? '';
    return this.#call('GetSecretValue', send, {});
  }

  /** Notes something wrong that no single answer shows. */
  wrong(what: string): void {
    this.#tally.wrong(what);
  }

  #arns(): { resourceArn: string; secretArn: string } {
    return { resourceArn: this.target.resourceArn, secretArn: this.target.secretArn };
  }

  #place(): { resourceArn: string; secretArn: string; database: string } {
    return { ...this.#arns(), database: this.target.database };
  }

  async #call<Output>(
    operation: string,
    send: (options: { abortSignal?: AbortSignal }) => Promise<Output>,
    { expected = [], since = performance.now(), signal }: CallOptions,
  ): Promise<Answer<Output>> {
    try {
      const output = await send(signal === undefined ? {} : { abortSignal: signal });
      this.#tally.count(operation, 'ok');
      return { kind: 'ok', output };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      if (signal?.aborted === true && name === 'AbortError') {
        this.#tally.count(operation, 'cancelled');
        return { kind: 'unknown', name, message };
      }
      this.#tally.count(operation, name);
      const isRight =
        expected.includes(name) ||
        (name === 'DatabaseErrorException' && CONTENTION.test(message)) ||
        (OUTAGE.has(name) && this.#outages.since(since));
      if (!isModelled(name) || !isRight) this.#tally.wrong(`${operation} answered ${name}: ${message}`);
      return { kind: isModelled(name) && !UNSURE.has(name) ? 'refused' : 'unknown', name, message };
    }
  }
}
