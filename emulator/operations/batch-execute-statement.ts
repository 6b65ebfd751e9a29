import type { BoundStatement, Connection, RowSink } from '../engine/engine.ts';
import type { BatchExecuteStatementRequest } from '../model/types.ts';
import { toGeneratedFields } from '../result/generated-fields.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { CallInProgress } from '../session/call-in-progress.ts';
import type { Context } from '../session/context.ts';
import { withSession } from '../session/with-session.ts';
import { bind } from '../sql/bind.ts';
import { parseStatement } from '../sql/statement.ts';

/** Runs one statement once for each parameter set; without any set nothing runs (contract 2.2). @returns the body of the answer. */
export async function batchExecuteStatement(request: BatchExecuteStatementRequest, context: Context): Promise<Json> {
  const { dialect } = context.engine;
  const statement = parseStatement(request.sql, dialect);
  const sets = (request.parameterSets ?? []).map((parameters) => bind(statement, parameters, dialect));
  const updateResults = await withSession(context, request, statement.kind, (connection) => {
    const work = (): Promise<string[]> => runAll(connection, sets, context.call);
    return request.transactionId === undefined ? atomically(connection, work) : work();
  });
  return toJsonObject({ updateResults: `[${updateResults.join(',')}]` });
}

async function runAll(
  connection: Connection,
  sets: readonly BoundStatement[],
  call: CallInProgress,
): Promise<string[]> {
  const updateResults: string[] = [];
  for (const set of sets) {
    const result = await connection.run(set, ignoreRows);
    // A request to stop may come between two statements, where nothing runs that it could stop.
    call.checkWanted();
    updateResults.push(`{"generatedFields":${toGeneratedFields(result)}}`);
  }
  return updateResults;
}

/** A batch has no member for rows. */
const ignoreRows: RowSink = { columns: () => undefined, row: () => undefined };

/** All sets or none: whether the service does so is not stated; users expect it (contract 9). */
async function atomically<Result>(connection: Connection, work: () => Promise<Result>): Promise<Result> {
  connection.begin();
  try {
    const result = await work();
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback().catch(() => undefined);
    throw error;
  }
}
