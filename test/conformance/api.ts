import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteSqlCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type RDSDataClient,
} from '@aws-sdk/client-rds-data';
import { parse } from 'lossless-json';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

/** What came over the wire, as JSON; integers beyond 2^53 are bigints. */
export type Answer = { readonly status: number; readonly exception?: string; readonly body: unknown };

const COMMANDS = {
  ExecuteStatement: ExecuteStatementCommand,
  BatchExecuteStatement: BatchExecuteStatementCommand,
  BeginTransaction: BeginTransactionCommand,
  CommitTransaction: CommitTransactionCommand,
  RollbackTransaction: RollbackTransactionCommand,
  ExecuteSql: ExecuteSqlCommand,
};
export type OperationName = keyof typeof COMMANDS;

/** Where the cases run, and as whom. */
export interface Target {
  readonly client: RDSDataClient;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

/** Calls of the service, seen as bytes: the SDK signs and sends, and this looks at what came back. */
export class Api {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  get database(): string {
    return this.#target.database;
  }

  /** Sends a request as it is, with the target's ARNs unless it has its own. Modelled or not, an error is an answer. */
  async call(operation: OperationName, request: object): Promise<Answer> {
    const { client, resourceArn, secretArn } = this.#target;
    const Command = COMMANDS[operation] as new (input: object) => ExecuteStatementCommand;
    const command = new Command({ resourceArn, secretArn, ...request });
    let answer: Answer | undefined;
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const response = result.response as {
          statusCode: number;
          headers: Record<string, string>;
          body: Readable | Uint8Array;
        };
        const body = await text(response.body as Readable);
        answer = toAnswer(response.statusCode, response.headers['x-amzn-errortype'], body);
        response.body = new TextEncoder().encode(body);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'seeBytes' },
    );
    const failure = await client.send(command).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (answer === undefined) throw failure;
    return answer;
  }

  /** One statement in the target's database. */
  execute(sql: string, more: object = {}): Promise<Answer> {
    return this.call('ExecuteStatement', { database: this.database, sql, ...more });
  }

  /** Statements that a case needs first. @throws Error where one of them fails. */
  async prepare(...statements: string[]): Promise<void> {
    for (const sql of statements) {
      const { status, body } = await this.execute(sql);
      if (status !== 200) throw new Error(`${sql}: ${JSON.stringify(body)}`);
    }
  }

  /** @returns the id of a new transaction. */
  async begin(): Promise<string> {
    const { body } = await this.call('BeginTransaction', { database: this.database });
    return (body as { transactionId: string }).transactionId;
  }
}

/** @throws Error for a body that is not JSON: whoever answers so is no Data API. */
function toAnswer(status: number, errorType: string | undefined, body: string): Answer {
  const decoded = decode(status, body);
  // AWS may append a URL to the name; SDKs cut it off as well (contract 1.4).
  return errorType === undefined
    ? { status, body: decoded }
    : { status, exception: errorType.split(':', 1)[0] ?? '', body: decoded };
}

function decode(status: number, body: string): unknown {
  try {
    return parse(body, undefined, { parseNumber: toExactNumber });
  } catch {
    throw new Error(`an answer with status ${status} that is not JSON: ${JSON.stringify(body.slice(0, 100))}`);
  }
}

/** Integers that a number cannot hold become bigints. */
export function toExactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
