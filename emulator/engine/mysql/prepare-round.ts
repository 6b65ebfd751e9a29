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
  /** Each is looked up once: what is about to be executed must not be outdated meanwhile. */
  const ids = new Map<string, number>();
  const executions: Execution[] = [];
  let bytes = 0;
  for (const statement of statements) {
    const itsBytes = executionBytes(statement.values);
    bytes += itsBytes;
    if (itsBytes > MAX_BODY_BYTES || (bytes > MAX_TOGETHER_BYTES && executions.length > 0)) break;
    const key = toKey(statement);
    let id = ids.get(key);
    if (id === undefined) {
      if (ids.size === MAX_PREPARED_STATEMENTS / 2) break;
      ({ id } = await prepared.get(statement));
      ids.set(key, id);
    }
    executions.push({ id, values: statement.values });
  }
  return executions;
}
