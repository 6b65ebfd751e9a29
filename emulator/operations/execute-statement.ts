import type { ExecuteStatementRequest } from '../model/types.ts';
import { toGeneratedFields } from '../result/generated-fields.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import { createRecords } from '../result/records.ts';
import type { Context } from '../session/context.ts';
import { withSession } from '../session/with-session.ts';
import { bind } from '../sql/bind.ts';
import { parseStatement } from '../sql/statement.ts';

/**
 * Runs one statement (contract 2.1).
 *
 * @returns the body of the answer.
 * @throws ServiceException for a statement or a parameter that the service refuses, for a cluster, secret or transaction
 *   that is not there, for a result that is too large or of a type that the service does not know, when the time is up,
 *   and what the database says.
 */
export async function executeStatement(request: ExecuteStatementRequest, context: Context): Promise<Json> {
  const { dialect } = context.engine;
  const statement = parseStatement(request.sql, dialect);
  const bound = bind(statement, request.parameters ?? [], dialect);
  const rows = createRecords(request, statement.kind.isSelect);
  const result = await withSession(context, request, statement.kind, (connection) => connection.run(bound, rows));
  const { columnMetadata, records, formattedRecords } = rows.toMembers();
  return toJsonObject({
    columnMetadata,
    records,
    formattedRecords,
    generatedFields: rows.hasRows ? undefined : toGeneratedFields(result),
    numberOfRecordsUpdated: String(result.affectedRows),
  });
}
