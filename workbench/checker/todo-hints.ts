/** What to do next, by the TODO of the skeleton that is in the way. */
export const TODO_HINTS: Readonly<Record<number, string>> = {
  1: 'TODO 1: send a BeginTransactionCommand with the cluster and the database, and return the transactionId of its answer.',
  2: 'TODO 2: send a RollbackTransactionCommand with the cluster and the transactionId, and let it fail quietly.',
  3: 'TODO 3: send an ExecuteStatementCommand: INSERT ... VALUES (:EmpId, :EmpName), its parameters, and the transactionId.',
  4: 'TODO 4: send a CommitTransactionCommand with the cluster and the transactionId.',
  5: 'TODO 5: send an ExecuteStatementCommand with the SELECT, and make [longValue, stringValue or null] of each record.',
};

/** @returns the number of the TODO that an error of the skeleton names. */
export function todoOf(text: string): number | undefined {
  const [, number] = /TODO (\d) is not done yet/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}
