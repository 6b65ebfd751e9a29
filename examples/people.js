// The code under test: it knows nothing of the workbench.
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';

const client = new RDSDataClient();

async function execute(sql, parameters = []) {
  const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
  return client.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, sql, parameters }));
}

export async function addPerson(name) {
  await execute('INSERT INTO person (name) VALUES (:name)', [{ name: 'name', value: { stringValue: name } }]);
}

export async function listPeople() {
  const { records } = await execute('SELECT name FROM person ORDER BY id');
  return records.map(([name]) => name.stringValue);
}
