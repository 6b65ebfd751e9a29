import type { BoundStatement, Connection, StatementResult } from './engine.ts';

/**
 * Runs statements one after another.
 *
 * @param checkWanted throws where the results are wanted no more: a request to stop may come between two statements,
 * where nothing runs that it could stop.
 * @throws what the first statement throws that fails; those before it count.
 */
export async function runEach(
  connection: Pick<Connection, 'run'>,
  statements: readonly BoundStatement[],
  checkWanted: () => void,
): Promise<StatementResult[]> {
  const results: StatementResult[] = [];
  for (const statement of statements) {
    results.push(await connection.run(statement));
    checkWanted();
  }
  return results;
}
