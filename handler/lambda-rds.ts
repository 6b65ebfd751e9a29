// The original: a MySQL driver, and one connection that lives as long as the function's container does.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { checkEvent, reportRollback, type Employee, type EmployeeEvent } from './event.ts';

interface EmployeeRow extends RowDataPacket {
  EmpId: number;
  EmpName: string | null;
}

interface Credentials {
  username: string;
  password: string;
}

/** Opened when the container starts, and kept for all its invocations. */
const connecting = connect();

/** Adds the employee and answers with all employees. */
export const handler = async (event: Partial<EmployeeEvent>): Promise<Employee[]> => {
  checkEvent(event);
  await addEmployee(event);
  return listEmployees();
};

async function connect(): Promise<mysql.Connection> {
  const { username, password } = await readCredentials();
  return mysql.createConnection({
    host: process.env.DB_HOST ?? '127.0.0.1',
    port: Number(process.env.DB_PORT ?? 3306),
    database: process.env.DB_NAME ?? 'EmployeeDB',
    user: username,
    password,
  });
}

async function readCredentials(): Promise<Credentials> {
  const SecretId = process.env.DB_SECRET_ARN;
  const { SecretString = '{}' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString) as Credentials;
}

async function addEmployee({ EmpId, EmpName }: EmployeeEvent): Promise<void> {
  const connection = await connecting;
  await connection.beginTransaction();
  try {
    await connection.execute('INSERT INTO Employee (EmpId, EmpName) VALUES (?, ?)', [EmpId, EmpName]);
    await connection.commit();
  } catch (error) {
    // If even the rollback fails, the connection is gone, and with it the transaction.
    await connection.rollback().catch(() => undefined);
    reportRollback(error);
    throw error;
  }
}

async function listEmployees(): Promise<Employee[]> {
  const connection = await connecting;
  const [rows] = await connection.execute<EmployeeRow[]>('SELECT EmpId, EmpName FROM Employee ORDER BY EmpId');
  return rows.map(({ EmpId, EmpName }) => [EmpId, EmpName]);
}
