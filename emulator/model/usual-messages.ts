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
  SecretsErrorException: () => "Secrets Manager can't find the specified secret.",
  StatementTimeoutException: () => 'Request timed out',
  ThrottlingException: () => 'The request was throttled because of insufficient resources on the database.',
  TransactionNotFoundException: ({ transactionId }) => `Transaction ${transactionId} is not found`,
  UnsupportedResultException: () => 'The result exceeds the size limit 1 MB.',
};

/** @returns the text that an exception has most often; for one whose text is not known, one of our own. */
export function usualMessage(name: ExceptionName, call: NamedCall): string {
  return USUAL[name]?.(call) ?? `${name}, made up by a fault of the workbench`;
}
