import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import mysql from 'mysql2/promise';
import { add, SELECT, database, type Event } from '../parts.ts';

/** Writes by the Data API, and reads past it, with what the secret says about the server. */
export const handler = async (event: Event) => {
  await add(event);
  const SecretId = process.env['DB_SECRET_ARN'];
  const { SecretString = '' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId }));
  const { username, password, host, port } = JSON.parse(SecretString) as Record<string, string>;
  const options = { user: username ?? '', password: password ?? '', host: host ?? '', port: Number(port) };
  const connection = await mysql.createConnection({ ...options, database: database ?? '' });
  const [rows] = await connection.query({ sql: SELECT, rowsAsArray: true });
  await connection.end();
  return rows;
};
