// A right solution in parts: each fixture puts them together, and does one thing of its own.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
  type Field,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import { checkEvent, type Employee, type EmployeeEvent } from '../../../handler/event.ts';

export type Event = Partial<EmployeeEvent>;
export type Id = string | undefined;
export const client = new RDSDataClient();
export const cluster = { resourceArn: process.env['DB_CLUSTER_ARN'], secretArn: process.env['DB_SECRET_ARN'] };
export const database = process.env['DB_NAME'];

export const begin = async (): Promise<Id> =>
  (await client.send(new BeginTransactionCommand({ ...cluster, database }))).transactionId;
export const commit = (transactionId: Id) => client.send(new CommitTransactionCommand({ ...cluster, transactionId }));
export const rollback = (transactionId: Id) =>
  client.send(new RollbackTransactionCommand({ ...cluster, transactionId }));

export const execute = (sql: string, parameters: SqlParameter[] = [], transactionId?: Id) =>
  client.send(
    new ExecuteStatementCommand({ ...cluster, database, sql, parameters, ...(transactionId && { transactionId }) }),
  );

export const INSERT = 'INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, :EmpName)';
export const SELECT = 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId';

export const toParameters = ({ EmpId, EmpName }: EmployeeEvent): SqlParameter[] => [
  { name: 'EmpId', value: { longValue: EmpId } },
  { name: 'EmpName', value: { stringValue: EmpName } },
];
export const insert = (employee: EmployeeEvent, transactionId: Id) =>
  execute(INSERT, toParameters(employee), transactionId);

export const list = async (sql = SELECT): Promise<Employee[]> => toEmployees((await execute(sql)).records);
export const toEmployees = (records: Field[][] = []): Employee[] =>
  records.map(([EmpId, EmpName]) => [EmpId?.longValue ?? 0, EmpName?.stringValue ?? null]);

/** @param work what runs in the transaction instead of the right insert. */
export async function add(
  event: Event,
  work: (employee: EmployeeEvent, transactionId: Id) => Promise<unknown> = insert,
): Promise<void> {
  checkEvent(event);
  const transactionId = await begin();
  try {
    await work(event, transactionId);
    await commit(transactionId);
  } catch (error) {
    await rollback(transactionId).catch(() => undefined);
    throw error;
  }
}
