import { BeginTransactionCommand, ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';

const toTarget = () => ({
  resourceArn: process.env['DB_CLUSTER_ARN'],
  secretArn: process.env['DB_SECRET_ARN'],
  database: process.env['DB_NAME'],
});

/** Runs a statement where the environment leads to, as a handler does. @returns its rows. */
export async function execute(sql: string): Promise<unknown> {
  return (await new RDSDataClient().send(new ExecuteStatementCommand({ ...toTarget(), sql }))).records;
}

/** Begins a transaction, and leaves it open. @returns its id. */
export async function leaveOpen(): Promise<string | undefined> {
  return (await new RDSDataClient().send(new BeginTransactionCommand(toTarget()))).transactionId;
}
