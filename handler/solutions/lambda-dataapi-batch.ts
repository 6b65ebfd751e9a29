// The stretch goal: any number of employees, in batches of 50, each added in a transaction of its own or not at all.
import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { checkEvent, reportRollback, type Employee, type EmployeeEvent } from '../event.ts';

const BATCH_SIZE = 50;

/** One employee, a list of them, or an object that holds the list. */
type BatchEvent = Partial<EmployeeEvent> | Partial<EmployeeEvent>[] | { readonly Employees: Partial<EmployeeEvent>[] };

/** What became of the employees of the event, and all that are in the table now. */
interface BatchReport {
  /** The ids that are new in the table, in the order of the event. */
  readonly added: number[];
  /** The ids of the batches that were rolled back, and why. */
  readonly notAdded: { EmpId: number; reason: string }[];
  readonly employees: Employee[];
}

const client = new RDSDataClient();
const cluster = { resourceArn: process.env.DB_CLUSTER_ARN, secretArn: process.env.DB_SECRET_ARN };
const database = process.env.DB_NAME ?? 'EmployeeDB';

/** Adds the employees, batch by batch, and reports. An employee that lacks an attribute refuses the whole event. */
export const handler = async (event: BatchEvent): Promise<BatchReport> => {
  const added: BatchReport['added'] = [];
  const notAdded: BatchReport['notAdded'] = [];
  for (const batch of toBatches(checkEmployees(event))) {
    const ids = batch.map(({ EmpId }) => EmpId);
    try {
      await addBatch(batch);
      added.push(...ids);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notAdded.push(...ids.map((EmpId) => ({ EmpId, reason })));
    }
  }
  return { added, notAdded, employees: await listEmployees() };
};

function checkEmployees(event: BatchEvent): EmployeeEvent[] {
  const employees = Array.isArray(event) ? event : 'Employees' in event ? event.Employees : [event];
  return employees.map((employee) => {
    checkEvent(employee);
    return employee;
  });
}

function toBatches(employees: EmployeeEvent[]): EmployeeEvent[][] {
  const count = Math.ceil(employees.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, n) => employees.slice(n * BATCH_SIZE, (n + 1) * BATCH_SIZE));
}

async function addBatch(batch: EmployeeEvent[]): Promise<void> {
  const { transactionId } = await client.send(new BeginTransactionCommand({ ...cluster, database }));
  try {
    await insertEmployees(batch, transactionId);
    await client.send(new CommitTransactionCommand({ ...cluster, transactionId }));
  } catch (error) {
    await rollbackTransaction(transactionId);
    reportRollback(error);
    throw error;
  }
}

async function rollbackTransaction(transactionId: string | undefined): Promise<void> {
  try {
    await client.send(new RollbackTransactionCommand({ ...cluster, transactionId }));
  } catch {
    // The transaction expires by itself then; the report is to say why the insert failed.
  }
}

async function insertEmployees(batch: EmployeeEvent[], transactionId: string | undefined): Promise<void> {
  const sql = 'INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, :EmpName)';
  const parameterSets = batch.map(({ EmpId, EmpName }) => [
    { name: 'EmpId', value: { longValue: EmpId } },
    { name: 'EmpName', value: { stringValue: EmpName } },
  ]);
  await client.send(new BatchExecuteStatementCommand({ ...cluster, database, transactionId, sql, parameterSets }));
}

async function listEmployees(): Promise<Employee[]> {
  const sql = 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId';
  const { records = [] } = await client.send(new ExecuteStatementCommand({ ...cluster, database, sql }));
  return records.map(([EmpId, EmpName]) => [EmpId?.longValue ?? 0, EmpName?.stringValue ?? null]);
}
