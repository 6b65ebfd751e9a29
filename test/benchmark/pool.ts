import mysql, { type Pool } from 'mysql2/promise';
import type { Server } from '../../workbench/database/connect.ts';
import { toLogin } from '../../workbench/database/login.ts';

/** As many connections as the emulator has. */
const CONNECTIONS = 16;
export const DATABASE = 'EmployeeDB';

/** The driver as people use it, with rows as lists and times as text: no more than answers need. */
export function createPool({ url, socketPath }: Server): Pool {
  return mysql.createPool({
    ...toLogin(url),
    ...(socketPath === undefined ? {} : { socketPath }),
    database: DATABASE,
    connectionLimit: CONNECTIONS,
    rowsAsArray: true,
    dateStrings: true,
  });
}
