import type { ExceptionName } from './exceptions.ts';
import type { OperationName } from './shapes.ts';

/** What a call says of itself. */
export interface NamedCall {
  readonly operation: OperationName;
  readonly resourceArn: string;
  readonly transactionId: string;
}

/** The id of the instance is one of ours; it has the form of AWS's (contract 7.4). */
export const RESUMING_MESSAGE =
  'The Aurora DB instance db-LOCALEMULATORLOCALEMULATOR is resuming after being auto-paused. Please wait a few seconds and try again.';

/** For a secret that is not there, in the words of Secrets Manager (choice: cluster-errors). */
export const SECRET_NOT_FOUND_MESSAGE = "Secrets Manager can't find the specified secret.";

/** For a call that took too long: the older service's (contract 7.2; choice: timeout-text). */
export const TIMED_OUT_MESSAGE = 'Request timed out';

/** For a result of more than 1 MiB (contract 7.3). */
export const RESULT_TOO_LARGE_MESSAGE = 'The result exceeds the size limit 1 MB.';

/** @returns the text for an id that is not open; why may follow (contract 7.2; choice: transaction-not-found). */
export function transactionNotFoundMessage(id: string): string {
  return `Transaction ${id} is not found`;
}

/** @returns the text for a cluster without the Data API (contract 7.4). */
export function notEnabledMessage(resourceArn: string): string {
  return `HttpEndpoint is not enabled for resource ${resourceArn}`;
}

/** The texts that are known, each for one common cause of its exception (contract 7). */
const USUAL: { readonly [Name in ExceptionName]?: (call: NamedCall) => string } = {
  AccessDeniedException: ({ operation, resourceArn }) =>
    `User: arn:aws:sts::123456789012:assumed-role/local/local is not authorized to perform: rds-data:${operation} on resource: ${resourceArn}`,
  DatabaseErrorException: () =>
    'Deadlock found when trying to get lock; try restarting transaction; Error code: 1213; SQLState: 40001',
  DatabaseResumingException: () => RESUMING_MESSAGE,
  HttpEndpointNotEnabledException: ({ resourceArn }) => notEnabledMessage(resourceArn),
  SecretsErrorException: () => SECRET_NOT_FOUND_MESSAGE,
  StatementTimeoutException: () => TIMED_OUT_MESSAGE,
  ThrottlingException: () => 'The request was throttled because of insufficient resources on the database.',
  TransactionNotFoundException: ({ transactionId }) => transactionNotFoundMessage(transactionId),
  UnsupportedResultException: () => RESULT_TOO_LARGE_MESSAGE,
};

/** @returns the text that an exception has most often; for one whose text is not known, one of our own. */
export function usualMessage(name: ExceptionName, call: NamedCall): string {
  return USUAL[name]?.(call) ?? `${name}, made up by a fault of the workbench`;
}
