import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteSqlCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { MODELLED_EXCEPTIONS, ServiceException, type ExceptionName } from '../../emulator/model/exceptions.ts';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is wrong with an answer; its message says it. */
export class WrongAnswer extends Error {}

/** Names that the service answers with beside those of its model (contract 1.4, 9). */
const PROTOCOL: readonly ExceptionName[] = [
  'IncompleteSignatureException',
  'SerializationException',
  'UnknownOperationException',
  'ValidationException',
];
/** Always a fault of ours here: the database is up, and no input may make us fail. */
const NEVER = new Set(['InternalServerErrorException', 'DatabaseUnavailableException', 'StatementTimeoutException']);
const TOO_MANY_CONNECTIONS = 'Error code: 1040;';
const KNOWN = new Set<string>([...Object.keys(MODELLED_EXCEPTIONS), ...PROTOCOL, 'AccessDeniedException']);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Looks at what every answer has: a request id, JSON and its type, and the name of a known exception where it is one.
 *
 * @throws WrongAnswer
 */
export function checkAnswer({ status, headers, body }: Answer): void {
  const show = `${status} ${JSON.stringify(headers)} ${body.toString().slice(0, 300)}`;
  const fail = (what: string): never => {
    throw new WrongAnswer(`${what}: ${show}`);
  };
  if (!UUID.test(headers['x-amzn-requestid'] ?? '')) fail('No request id');
  if (!/^application\/(?:json|x-amz-json-1\.1)$/.test(headers['content-type'] ?? '')) fail('Not said to be JSON');
  const type = headers['x-amzn-errortype'] ?? nameInBody(body, fail);
  if (status === 200) return type === undefined ? undefined : fail('A success with an error type');
  if (type === undefined || !KNOWN.has(type)) return fail('An error without a known type');
  if (NEVER.has(type)) fail('A fault of ours');
  if (body.includes(TOO_MANY_CONNECTIONS)) fail('Connections leak');
  const wanted = new ServiceException(type as ExceptionName).status;
  if (headers['x-amzn-errortype'] !== undefined && status !== wanted) fail(`Status of ${type} is not ${wanted}`);
}

/** Secrets Manager names its exceptions there. */
function nameInBody(body: Buffer, fail: (what: string) => never): string | undefined {
  try {
    const decoded = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as { __type?: string };
    const name = decoded.__type;
    return name === 'ResourceNotFoundException' ? 'NotFoundException' : name;
  } catch {
    return fail('A body that is not JSON in UTF-8');
  }
}

const ARNS = { resourceArn: '-', secretArn: '-' };

/** The operations as the SDK knows them, by path; what they are given does not matter here. */
const COMMANDS = {
  '/Execute': (client: RDSDataClient) => client.send(new ExecuteStatementCommand({ ...ARNS, sql: '' })),
  '/BatchExecute': (client: RDSDataClient) => client.send(new BatchExecuteStatementCommand({ ...ARNS, sql: '' })),
  '/BeginTransaction': (client: RDSDataClient) => client.send(new BeginTransactionCommand(ARNS)),
  '/CommitTransaction': (client: RDSDataClient) =>
    client.send(new CommitTransactionCommand({ ...ARNS, transactionId: '' })),
  '/RollbackTransaction': (client: RDSDataClient) =>
    client.send(new RollbackTransactionCommand({ ...ARNS, transactionId: '' })),
  '/ExecuteSql': (client: RDSDataClient) =>
    client.send(new ExecuteSqlCommand({ awsSecretStoreArn: '-', dbClusterOrInstanceArn: '-', sqlStatements: '' })),
};

export type Path = keyof typeof COMMANDS;
export const PATHS = Object.keys(COMMANDS) as Path[];

/**
 * Has the real SDK decode an answer to the operation of a path.
 *
 * @throws WrongAnswer where it cannot, or makes something else of it.
 */
export async function decodeAnswer(path: Path, { status, headers, body }: Answer): Promise<unknown> {
  const client = new RDSDataClient({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle: async () => ({ response: { statusCode: status, headers: { ...headers }, body } }) },
  });
  try {
    const output = await COMMANDS[path](client);
    if (status === 200) return output;
  } catch (error) {
    const type = headers['x-amzn-errortype'];
    if (status !== 200 && error instanceof Error && error.name === type) return error;
    throw new WrongAnswer(`The SDK makes ${String(error)} of ${status} ${type} ${body.toString().slice(0, 300)}`, {
      cause: error,
    });
  }
  throw new WrongAnswer(`The SDK takes ${status} ${body.toString().slice(0, 300)} for a success`);
}
