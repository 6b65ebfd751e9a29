// JavaScript, from scratch: the error of the database inside one of its own.
import { RDSData } from '@aws-sdk/client-rds-data';

const client = new RDSData({ maxAttempts: 1 });

export const handler = async (event) => {
  const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
  const cluster = { resourceArn, secretArn };
  if (event.EmpId == null || event.EmpName == null) {
    throw new Error('Invalid input! Missing "EmpId" and/or "EmpName" attributes.');
  }
  const { transactionId } = await client.beginTransaction({ ...cluster, database });
  let done = false;
  try {
    await client.executeStatement({
      ...cluster,
      transactionId,
      sql: 'insert into Employee set EmpId = :id, EmpName = :name',
      parameters: [
        { name: 'id', value: { longValue: event.EmpId } },
        { name: 'name', value: { stringValue: event.EmpName } },
      ],
    });
    await client.commitTransaction({ ...cluster, transactionId });
    done = true;
  } catch (error) {
    throw new Error(`Could not add employee ${event.EmpId}: ${error.message}`, { cause: error });
  } finally {
    if (!done) await client.rollbackTransaction({ ...cluster, transactionId }).catch(() => undefined);
  }
  const { records } = await client.executeStatement({
    ...cluster,
    database,
    sql: 'SELECT e.EmpId, e.EmpName FROM Employee AS e ORDER BY 1',
  });
  return records.map(([id, name]) => [id.longValue, name.isNull ? null : name.stringValue]);
};
