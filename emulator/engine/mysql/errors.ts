import { ServiceException } from '../../model/exceptions.ts';

const TOO_MANY_CONNECTIONS = 1040;

/** What a server says of a failed statement. */
export interface ServerError {
  readonly message: string;
  readonly errno: number;
  readonly sqlState: string;
}

/** What a server says of a statement that was stopped. */
export const INTERRUPTED: ServerError = {
  message: 'Query execution was interrupted',
  errno: 1317,
  sqlState: '70100',
};

/**
 * Turns whatever the driver rejects with while it connects into the service's answer: the server's error with its text
 * unchanged and first, or, where there is no server to answer, DatabaseUnavailableException. That is so for a fault, too:
 * the driver throws one when it reads what another kind of server says.
 */
export function toConnectException(error: unknown): ServiceException {
  const serverError = toServerError(error);
  return serverError === undefined ? new ServiceException('DatabaseUnavailableException') : toException(serverError);
}

/** The same for what comes of a statement; a fault stays as it is: to blame the server for it would hide it. */
export function toDatabaseException(error: unknown): Error {
  return error instanceof ServiceException || isFault(error) ? error : toConnectException(error);
}

/** Whether an error is a mistake in a program: servers and networks have none of these. */
export function isFault(error: unknown): error is Error {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

/** @returns the answer to a statement that the server refused, in a form that clients parse (contract 7.1). */
export function toException({ message, errno, sqlState }: ServerError): ServiceException {
  return new ServiceException('DatabaseErrorException', `${message}; Error code: ${errno}; SQLState: ${sqlState}`);
}

/** Before it knows who calls, a server leaves the state out. */
function stateOf(errno: number): string {
  return errno === TOO_MANY_CONNECTIONS ? '08004' : 'HY000';
}

/** @returns the server's error in an object that the driver throws; undefined for a broken or refused connection. */
export function toServerError(error: unknown): ServerError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errno, sqlState, sqlMessage } = error as Error & {
    errno?: unknown;
    sqlState?: unknown;
    sqlMessage?: unknown;
  };
  // Operating system errors have a negative errno and no SQLSTATE.
  if (typeof errno !== 'number' || typeof sqlState !== 'string') return undefined;
  return {
    errno,
    sqlState: sqlState || stateOf(errno),
    message: typeof sqlMessage === 'string' ? sqlMessage : error.message,
  };
}
