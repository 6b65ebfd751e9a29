// Yours: refactor lambda-rds.ts to the Data API by filling in the TODOs, one after another.
// Import the commands from the same package. One way to do it is in solutions/lambda-dataapi.ts.
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { checkEvent, reportRollback, type Employee, type EmployeeEvent } from './event.ts';

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
  // TODO 1: send a BeginTransactionCommand with the cluster and the database; its answer holds the transactionId.
  return todo(1, 'begin a transaction', client, cluster, database);
}

async function rollbackTransaction(transactionId: string | undefined): Promise<void> {
  // TODO 2: send a RollbackTransactionCommand. What if it fails as well?
  return todo(2, 'roll the transaction back', transactionId);
}

async function insertEmployee({ EmpId, EmpName }: EmployeeEvent, transactionId: string | undefined): Promise<void> {
  // TODO 3: send an ExecuteStatementCommand: INSERT with :placeholders and parameters, inside the transaction.
  return todo(3, 'insert the employee', EmpId, EmpName, transactionId);
}

async function commitTransaction(transactionId: string | undefined): Promise<void> {
  // TODO 4: send a CommitTransactionCommand.
  return todo(4, 'commit the transaction', transactionId);
}

async function listEmployees(): Promise<Employee[]> {
  // TODO 5: send an ExecuteStatementCommand with a SELECT, and turn its records into [EmpId, EmpName] pairs.
  // Careful: a NULL comes as { isNull: true }.
  return todo(5, 'list the employees');
}

/** A step that is not done yet fails and says which it is; `_needed` is what it will use. Delete this with the last TODO. */
function todo(step: number, what: string, ..._needed: unknown[]): never {
  throw new Error(`TODO ${step} is not done yet: ${what}`);
}
