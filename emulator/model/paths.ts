import type { OperationName } from './shapes.ts';

/** Where each operation is posted to (contract 1.1). */
export const PATHS: Readonly<Record<OperationName, string>> = {
  ExecuteStatement: '/Execute',
  BatchExecuteStatement: '/BatchExecute',
  BeginTransaction: '/BeginTransaction',
  CommitTransaction: '/CommitTransaction',
  RollbackTransaction: '/RollbackTransaction',
  ExecuteSql: '/ExecuteSql',
};
