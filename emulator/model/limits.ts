/** The service's limits (contract 6), each in the unit that its name says. */

/** One HTTP request, headers and body together. */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** Result data of one response. */
export const MAX_RESULT_BYTES = 1024 * 1024;

/** The string `formattedRecords`. */
export const MAX_FORMATTED_RECORDS_BYTES = 10 * 1024 * 1024;

/** One call, once its request is read and checked and a latency on purpose is over, until its answer. */
export const MAX_CALL_MS = 45_000;

/** A transaction that no call uses is rolled back after this time. */
export const IDLE_TRANSACTION_MS = 3 * 60_000;

/** A transaction is rolled back after this time in any case. */
export const MAX_TRANSACTION_MS = 24 * 60 * 60_000;

/** Lengths of request members, in characters, as the service model has them. */
export const LENGTHS = {
  arn: { min: 11, max: 570 },
  databaseName: { min: 0, max: 64 },
  sql: { min: 0, max: 65_536 },
  transactionId: { min: 0, max: 192 },
} as const;
