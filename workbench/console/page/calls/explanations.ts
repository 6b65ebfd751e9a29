/** What an exception means, and what to do next. */
export interface Explanation {
  readonly meaning: string;
  readonly next: string;
  /** What to add to it where the server is a MariaDB. */
  readonly onMariaDb?: string;
}

/** By the name of the exception. */
export const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  AccessDeniedException: {
    meaning: 'The caller may not make this call.',
    next: 'On AWS, look at the IAM policy of the function’s role: it needs rds-data:… for the cluster and secretsmanager:GetSecretValue for the secret. Here, only other web pages are refused.',
  },
  BadRequestException: {
    meaning: 'Something in the request does not fit: a parameter, its type, or a combination of members.',
    next: 'Read the message, then compare the parameters with the placeholders of the SQL: each :name needs one parameter of that name, without the colon.',
  },
  DatabaseErrorException: {
    meaning: 'The statement reached the database, and the database refused it.',
    next: 'The message is the server’s own. Edit the SQL and send it again from here until it works, then change the handler. In a transaction: roll back.',
  },
  DatabaseNotFoundException: {
    meaning: 'There is no cluster with this ARN, or no database of that name in it.',
    next: 'Compare resourceArn and database with DB_CLUSTER_ARN and DB_NAME of the environment; the page Data lists the databases.',
  },
  DatabaseResumingException: {
    meaning: 'The cluster had paused, and this call woke it up.',
    next: 'Send it again after a few seconds. A handler should do that by itself: a handful of times, waiting longer each time.',
  },
  DatabaseUnavailableException: {
    meaning: 'The writer of the cluster cannot be reached, as during a failover.',
    next: 'Send it again a little later. If it stays so here, look whether the database server is still running.',
  },
  ForbiddenException: {
    meaning: 'The request is understood, but not allowed.',
    next: 'Look at the secret and at the rights of the database user in it.',
  },
  HttpEndpointNotEnabledException: {
    meaning: 'The cluster has its Data API switched off.',
    next: 'Switch it on: aws rds enable-http-endpoint --resource-arn … (EnableHttpEndpoint in a template). Here: in the list of clusters, or among the faults.',
  },
  InternalServerErrorException: {
    meaning: 'Something failed inside of the service itself.',
    next: 'Send it again. If it happens here without a fault that was set on purpose, the emulator’s own output says what broke.',
  },
  InvalidResourceStateException: {
    meaning: 'The cluster is in a state in which it takes no calls.',
    next: 'Wait until it is available, then send it again.',
  },
  InvalidSecretException: {
    meaning: 'The secret does not hold what is needed to log in.',
    next: 'It must be JSON with "username" and "password". Correct its value in Secrets Manager or in the list of clusters.',
  },
  NotFoundException: {
    meaning: 'What the request names is not there.',
    next: 'Compare the ARNs of the request, letter by letter, with those of the environment.',
  },
  SecretsErrorException: {
    meaning: 'The secret could not be read.',
    next: 'Look whether secretArn is that of an existing secret, and whether the caller may read it.',
  },
  ServiceUnavailableError: {
    meaning: 'The service is too busy to answer.',
    next: 'Send it again after a moment, waiting longer each time.',
  },
  StatementTimeoutException: {
    meaning: 'The statement ran longer than a call may take: 45 seconds.',
    next: 'Make it faster (EXPLAIN shows an index that is missing), do less at a time, or set continueAfterTimeout for statements that define tables.',
  },
  TransactionNotFoundException: {
    meaning:
      'No open transaction has this id: it was committed, rolled back, or expired after three minutes without a call.',
    next: 'Look at the timeline for the call that ended it. Begin a new one; use the id in every call, and end it once.',
  },
  UnsupportedResultException: {
    meaning: 'The answer has a column of a type that the Data API cannot bring.',
    next: 'Convert it in the SQL, for example by CAST(… AS CHAR), or leave the column out.',
  },
  IncompleteSignatureException: {
    meaning: 'The request is signed for another service, or not as AWS signs.',
    next: 'Look whether the client with this endpoint is one for rds-data.',
  },
  InvalidSignatureException: {
    meaning: 'The signature does not fit the request: it was signed with another secret key, or changed on its way.',
    next: 'Look whether AWS_SECRET_ACCESS_KEY is the one that the workbench wants, and whether the clock is right.',
  },
  MissingAuthenticationTokenException: {
    meaning: 'The request is not signed, and this workbench wants signatures.',
    next: 'Call it by an SDK or the AWS CLI, which sign. This page cannot: it only looks on here.',
  },
  UnrecognizedClientException: {
    meaning: 'The access key is none that is known here.',
    next: 'Take AWS_ACCESS_KEY_ID from the environment that the workbench shows.',
  },
  SerializationException: {
    meaning: 'The body of the request is not JSON of the right kind.',
    next: 'Compare the body with one that works: copy another call as curl.',
  },
  ThrottlingException: {
    meaning: 'Too many calls in too short a time.',
    next: 'Send it again after a moment; SDKs do so by themselves. Bring rows together: one BatchExecuteStatement instead of many calls.',
  },
  UnknownOperationException: {
    meaning: 'No operation has this path.',
    next: 'Let an SDK make the request, or compare the path: ExecuteStatement, for one, is POST /Execute.',
  },
  ValidationException: {
    meaning: 'A member of the request is missing, too long, or not what the model allows.',
    next: 'The message names the member. Compare the request with that of a call that worked.',
  },
};

/** Messages that tell more than the name does; the first that fits counts. */
const BY_MESSAGE: readonly { readonly pattern: RegExp; readonly explanation: Explanation }[] = [
  {
    pattern: /size limit/i,
    explanation: {
      meaning: 'The answer is larger than a call can bring: 1 MiB of rows, or 10 MiB of JSON.',
      next: 'Ask for fewer columns, or for rows in pages: WHERE id > :last ORDER BY id LIMIT 500.',
    },
  },
  {
    pattern: /duplicate entry/i,
    explanation: {
      meaning: 'A row with this key is there already.',
      next: 'Choose another key, or say what is to happen then: INSERT … ON DUPLICATE KEY UPDATE. The page Data shows the row.',
    },
  },
  {
    pattern: /error in your SQL syntax/i,
    explanation: {
      meaning: 'The server could not read the statement; what it quotes is where it gave up.',
      next: 'The mistake is at the start of the quoted text, or just before it. Edit the call and send it again from here.',
      onMariaDb: 'If it is SQL of MySQL 8 (->, LATERAL, AS new): start with --engine mysql.',
    },
  },
  {
    pattern: /doesn't exist|unknown (?:table|column)/i,
    explanation: {
      meaning: 'The statement names a table or a column that is not there.',
      next: 'The page Data lists tables and columns. Look at the database of the request, too.',
    },
  },
];

const UNKNOWN: Explanation = {
  meaning: 'The service refused the call.',
  next: 'Read the message, change the call, and send it again.',
};

/**
 * @param server the one behind the Data API: `MariaDB 10.11.19 (...)`.
 * @returns what to tell a person of an exception.
 */
export function explain({ name, message }: { name: string; message: string }, server: string): Explanation {
  const known = BY_MESSAGE.find(({ pattern }) => pattern.test(message))?.explanation ?? EXPLANATIONS[name] ?? UNKNOWN;
  const { meaning, next, onMariaDb = '' } = known;
  return { meaning, next: server.startsWith('MariaDB') ? `${next} ${onMariaDb}`.trim() : next };
}
