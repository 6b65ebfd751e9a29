import { runEach } from '../engine/run-each.ts';
import type { BatchExecuteStatementRequest } from '../model/types.ts';
import { toGeneratedFields } from '../result/generated-fields.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { withSession } from '../session/with-session.ts';
import { bind } from '../sql/bind.ts';
import { parseStatement } from '../sql/statement.ts';

/**
 * Runs one statement once for each parameter set; without any set nothing runs (contract 2.2). Outside a transaction all
 * sets count or none: whether the service does so is not stated; users expect it (contract 9).
 *
 * @returns the body of the answer.
 * @throws ServiceException for a statement or a parameter that the service refuses, for a cluster, secret or transaction
 *   that is not there, when the time is up, and what the database says of the first set that fails.
 */
export async function batchExecuteStatement(request: BatchExecuteStatementRequest, context: Context): Promise<Json> {
  const { dialect } = context.engine;
  const statement = parseStatement(request.sql, dialect);
  const sets = (request.parameterSets ?? []).map((parameters) => bind(statement, parameters, dialect));
  const checkWanted = (): void => context.call.checkWanted();
  const results = await withSession(context, request, statement.kind, (connection) =>
    // What a transaction keeps of a batch that fails is its caller's to decide: the sets before the failing one.
    request.transactionId === undefined
      ? connection.runAtomically(sets, checkWanted)
      : runEach(connection, sets, checkWanted),
  );
  const updateResults = results.map((result) => `{"generatedFields":${toGeneratedFields(result)}}`);
  return toJsonObject({ updateResults: `[${updateResults.join(',')}]` });
}
