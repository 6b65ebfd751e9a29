import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { add, client, cluster, database, SELECT, type Event } from '../parts.ts';

/** Lets the Data API write the rows as JSON. */
export async function handler(event: Event) {
  await add(event);
  const { formattedRecords = '[]' } = await client.send(
    new ExecuteStatementCommand({ ...cluster, database, sql: SELECT, formatRecordsAs: 'JSON' }),
  );
  const rows = JSON.parse(formattedRecords) as { EmpId: number; EmpName: string | null }[];
  return rows.map(({ EmpId, EmpName }) => [EmpId, EmpName]);
}
