// The stretch goal in parts, for its fixtures.
import { BatchExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import type { EmployeeEvent } from '../../../handler/event.ts';
import { begin, client, cluster, commit, database, INSERT, list, rollback, toParameters, type Id } from './parts.ts';

export { begin, commit, rollback };

export interface BatchEvent {
  readonly Employees: EmployeeEvent[];
}

export const insertBatch = (batch: EmployeeEvent[], transactionId: Id) =>
  client.send(
    new BatchExecuteStatementCommand({
      ...cluster,
      database,
      sql: INSERT,
      parameterSets: batch.map(toParameters),
      ...(transactionId && { transactionId }),
    }),
  );

/** Adds a batch in a transaction of its own. */
export async function addBatch(
  batch: EmployeeEvent[],
  work: (batch: EmployeeEvent[], transactionId: Id) => Promise<unknown> = insertBatch,
): Promise<void> {
  const transactionId = await begin();
  try {
    await work(batch, transactionId);
    await commit(transactionId);
  } catch (error) {
    await rollback(transactionId).catch(() => undefined);
    throw error;
  }
}

export async function addInBatches(
  { Employees }: BatchEvent,
  add: (batch: EmployeeEvent[]) => Promise<unknown> = addBatch,
  size = 50,
) {
  const report = { added: [] as number[], notAdded: [] as { EmpId: number; reason: string }[] };
  for (let first = 0; first < Employees.length; first += size) {
    const batch = Employees.slice(first, first + size);
    const ids = batch.map(({ EmpId }) => EmpId);
    try {
      await add(batch);
      report.added.push(...ids);
    } catch (error) {
      report.notAdded.push(...ids.map((EmpId) => ({ EmpId, reason: String(error) })));
    }
  }
  return { ...report, employees: await list() };
}
