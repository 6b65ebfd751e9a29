/**
 * Every exception that the service answers with, and its HTTP status.
 * The first group is the service model's own (contract 1.4); a test compares it with the SDK's schemas.
 */
export const MODELLED_EXCEPTIONS = {
  AccessDeniedException: 403,
  BadRequestException: 400,
  DatabaseErrorException: 400,
  DatabaseNotFoundException: 404,
  DatabaseResumingException: 400,
  DatabaseUnavailableException: 504,
  ForbiddenException: 403,
  HttpEndpointNotEnabledException: 400,
  InternalServerErrorException: 500,
  InvalidResourceStateException: 400,
  InvalidSecretException: 400,
  NotFoundException: 404,
  SecretsErrorException: 400,
  ServiceUnavailableError: 503,
  StatementTimeoutException: 400,
  TransactionNotFoundException: 404,
  UnsupportedResultException: 400,
} as const;

/** Real, but not in the service model: the checks and the protocol in front of the service (contract 1.4, 9). */
const PROTOCOL_EXCEPTIONS = {
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  SerializationException: 400,
  ThrottlingException: 400,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  ValidationException: 400,
} as const;

const STATUSES = { ...MODELLED_EXCEPTIONS, ...PROTOCOL_EXCEPTIONS };

/** The names by which they are sent. */
export type ExceptionName = keyof typeof STATUSES;

/** All of them. */
export const EXCEPTION_NAMES = Object.keys(STATUSES) as readonly ExceptionName[];

/** The modelled exceptions that have no members: their body is `{}` (contract 1.4). */
export const EXCEPTIONS_WITHOUT_MEMBERS: ReadonlySet<ExceptionName> = new Set([
  'DatabaseUnavailableException',
  'InternalServerErrorException',
  'ServiceUnavailableError',
]);

/** An answer of the service that is not a success. Thrown anywhere, rendered once, in `http/respond-error.ts`. */
export class ServiceException extends Error {
  override readonly name: ExceptionName;
  readonly status: number;
  /** Members beside `message`, as the model has them: only StatementTimeoutException has one. */
  readonly members: Readonly<Record<string, number>>;

  constructor(name: ExceptionName, message = '', members: Readonly<Record<string, number>> = {}) {
    super(message);
    this.name = name;
    this.status = STATUSES[name];
    this.members = members;
  }
}
