// Refactored to the Data API: no driver, no connection, no password.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { checkEvent, reportRollback, type Employee, type EmployeeEvent } from '../event.ts';

const client = new RDSDataClient();
const cluster = { resourceArn: process.env.DB_CLUSTER_ARN, secretArn: process.env.DB_SECRET_ARN };
const database = process.env.DB_NAME ?? 'EmployeeDB';

/** Adds the employee and answers with all employees. */
export const handler = async (event: Partial<EmployeeEvent>): Promise<Employee[]> => {
  checkEvent(event);
  await addEmployee(event);
  return listEmployees();
};

async function addEmployee(employee: EmployeeEvent): Promise<void> {
  const transactionId = await beginTransaction();
  try {
    await insertEmployee(employee, transactionId);
    await commitTransaction(transactionId);
  } catch (error) {
    await rollbackTransaction(transactionId);
    reportRollback(error);
    throw error;
  }
}

/** @returns the id that the next calls carry. */
async function beginTransaction(): Promise<string | undefined> {
  const { transactionId } = await client.send(new BeginTransactionCommand({ ...cluster, database }));
  return transactionId;
}

async function rollbackTransaction(transactionId: string | undefined): Promise<void> {
  try {
    await client.send(new RollbackTransactionCommand({ ...cluster, transactionId }));
  } catch {
    // The transaction expires by itself then; the caller is to hear why the insert failed.
  }
}

async function insertEmployee({ EmpId, EmpName }: EmployeeEvent, transactionId: string | undefined): Promise<void> {
  const sql = 'INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, :EmpName)';
  const parameters = [
    { name: 'EmpId', value: { longValue: EmpId } },
    { name: 'EmpName', value: { stringValue: EmpName } },
  ];
  await client.send(new ExecuteStatementCommand({ ...cluster, database, transactionId, sql, parameters }));
}

async function commitTransaction(transactionId: string | undefined): Promise<void> {
  await client.send(new CommitTransactionCommand({ ...cluster, transactionId }));
}

async function listEmployees(): Promise<Employee[]> {
  const sql = 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId';
  const { records = [] } = await client.send(new ExecuteStatementCommand({ ...cluster, database, sql }));
  // NULL comes as { isNull: true }: there is no stringValue then.
  return records.map(([EmpId, EmpName]) => [EmpId?.longValue ?? 0, EmpName?.stringValue ?? null]);
}
