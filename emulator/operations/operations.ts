import { PATHS } from '../model/paths.ts';
import { REQUEST_SHAPES, type OperationName, type Structure } from '../model/shapes.ts';
import type { Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { batchExecuteStatement } from './batch-execute-statement.ts';
import { beginTransaction } from './begin-transaction.ts';
import { commitTransaction } from './commit-transaction.ts';
import { executeSql } from './execute-sql.ts';
import { executeStatement } from './execute-statement.ts';
import { rollbackTransaction } from './rollback-transaction.ts';

/** An operation of the service: always a POST with a JSON body, answered with 200 (contract 1.1). */
export interface Operation {
  readonly name: OperationName;
  readonly path: string;
  readonly shape: Structure;
  /** Takes a request of that shape. @returns the body of the answer, JSON text. @throws ServiceException where it fails. */
  run(request: unknown, context: Context): Promise<Json>;
}

/** All of them, as the service model has them. */
export const OPERATIONS: readonly Operation[] = [
  operation('ExecuteStatement', executeStatement),
  operation('BatchExecuteStatement', batchExecuteStatement),
  operation('BeginTransaction', beginTransaction),
  operation('CommitTransaction', commitTransaction),
  operation('RollbackTransaction', rollbackTransaction),
  operation('ExecuteSql', executeSql),
];

function operation(name: OperationName, run: (request: never, context: Context) => Promise<Json>): Operation {
  return {
    name,
    path: PATHS[name],
    shape: REQUEST_SHAPES[name],
    // The shape check stands between the wire and this cast.
    run: (request, context) => run(request as never, context),
  };
}
