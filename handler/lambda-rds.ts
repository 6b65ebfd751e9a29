// The original: a MySQL driver, and one connection that lives as long as the function's container does.
import mysql, { type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';
import { checkEvent, reportRollback, type Employee, type EmployeeEvent } from './event.ts';

interface EmployeeRow extends RowDataPacket {
  EmpId: number;
  EmpName: string | null;
}

const connection = await mysql.createConnection({
  host: process.env.DB_HOST ?? '127.0.0.1',
  port: Number(process.env.DB_PORT ?? 3306),
  database: process.env.DB_NAME ?? 'EmployeeDB',
  ...readCredentials(),
});

/** Adds the employee and answers with all employees. */
export const handler = async (event: Partial<EmployeeEvent>): Promise<Employee[]> => {
  checkEvent(event);
  await addEmployee(event);
  return listEmployees();
};

async function addEmployee({ EmpId, EmpName }: EmployeeEvent): Promise<void> {
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
  const [rows] = await connection.execute<EmployeeRow[]>('SELECT EmpId, EmpName FROM Employee ORDER BY EmpId');
  return rows.map(({ EmpId, EmpName }) => [EmpId, EmpName]);
}

/** The only place that knows where the credentials come from. */
function readCredentials(): Pick<ConnectionOptions, 'user' | 'password'> {
  return { user: process.env.DB_USER ?? '', password: process.env.DB_PASSWORD ?? '' };
}
