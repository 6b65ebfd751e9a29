import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { add, client, cluster, database, SELECT, toEmployees, type Event } from '../parts.ts';

const resourceArn = 'arn:aws:rds:us-east-1:123456789012:cluster:employee-cluster';

export const handler = async (event: Event) => {
  await add(event);
  const { records } = await client.send(
    new ExecuteStatementCommand({ ...cluster, resourceArn, database, sql: SELECT }),
  );
  return toEmployees(records);
};
