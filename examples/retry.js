// Retries what passes. The SDK itself retries throttling, answers with 5xx and lost connections, three attempts in all; it
// does not retry a cluster that is resuming, a deadlock or a secret that is just being rotated, nor can it begin a
// transaction again.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { setTimeout } from 'node:timers/promises';

/** What does not get better by waiting. */
const FOR_GOOD =
  /^(Validation|BadRequest|AccessDenied|Forbidden|NotFound|DatabaseNotFound|UnsupportedResult)Exception$/;
/** Of what the database refuses: deadlock, lock wait timeout, and a password that changes just now. */
const PASSING = /Error code: (1213|1205|1045);/;

const passes = ({ name, message }) =>
  name === 'DatabaseErrorException' ? PASSING.test(message) : !FOR_GOOD.test(name);

/** Calls `work(attempt)` until it succeeds: a paused cluster takes 10 to 30 seconds to resume. */
export async function retry(work, { attempts = 12, firstMs = 100, mostMs = 5000 } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt === attempts || !passes(error)) throw error;
      const ms = Math.min(firstMs * 2 ** (attempt - 1), mostMs);
      await setTimeout(ms * (0.5 + Math.random() / 2));
    }
  }
}

/**
 * Adds a person in a transaction, once, however often it is tried: when the answer to the commit was lost, the row is
 * there, and the next attempt finds it.
 */
export function addPersonOnce(client, { id, name }, options) {
  const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
  const cluster = { resourceArn, secretArn };
  const parameters = [
    { name: 'id', value: { longValue: id } },
    { name: 'name', value: { stringValue: name } },
  ];
  const execute = (sql, more) =>
    client.send(new ExecuteStatementCommand({ ...cluster, database, sql, parameters, ...more }));

  return retry(async (attempt) => {
    if (attempt > 1) {
      const { records } = await execute('SELECT id FROM person WHERE id = :id AND name = :name');
      if (records.length === 1) return;
    }
    const { transactionId } = await client.send(new BeginTransactionCommand({ ...cluster, database }));
    try {
      await execute('INSERT INTO person (id, name) VALUES (:id, :name)', { transactionId });
      await client.send(new CommitTransactionCommand({ ...cluster, transactionId }));
    } catch (error) {
      // It may be over already; else it would hold its locks for three minutes.
      await client.send(new RollbackTransactionCommand({ ...cluster, transactionId })).catch(() => undefined);
      throw error;
    }
  }, options);
}
