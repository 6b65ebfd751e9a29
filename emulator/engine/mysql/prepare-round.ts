import type { BoundStatement } from '../engine.ts';
import { executionBytes, MAX_BODY_BYTES, type Execution } from './encode-command.ts';
import { MAX_PREPARED_STATEMENTS, toKey, type PreparedStatements } from './prepared-statements.ts';

/** Sent ahead of the answers: it is all in memory at once. */
const MAX_TOGETHER_BYTES = 1024 * 1024;

/**
 * Prepares what the statements need, without a wait for those that are known.
 *
 * @returns an execution for each statement, from the first on, as many as can be sent together: one that is longer than a
 *   packet goes by itself, and more kinds than a connection keeps would push one another out.
 */
export async function prepareRound(
  prepared: PreparedStatements,
  statements: readonly BoundStatement[],
): Promise<Execution[]> {
  const kinds = new Set<string>();
  const executions: Execution[] = [];
  let bytes = 0;
  for (const statement of statements) {
    const itsBytes = executionBytes(statement.values);
    bytes += itsBytes;
    if (itsBytes > MAX_BODY_BYTES || (bytes > MAX_TOGETHER_BYTES && executions.length > 0)) break;
    kinds.add(toKey(statement));
    if (kinds.size > MAX_PREPARED_STATEMENTS / 2) break;
    // To wait where nothing is to be waited for would cost most of a round.
    const { id } = prepared.find(statement) ?? (await prepared.get(statement));
    executions.push({ id, values: statement.values });
  }
  return executions;
}
