import { connect, type Server } from '../../workbench/database/connect.ts';
import { DATABASE } from './pool.ts';
import { ROWS } from './workloads.ts';

const TABLES = `
  CREATE TABLE item (
    id INT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(50) NOT NULL,
    price DECIMAL(10, 2) NOT NULL,
    weight DOUBLE,
    made DATETIME NOT NULL
  );
  CREATE TABLE sale (
    id INT AUTO_INCREMENT PRIMARY KEY,
    item INT NOT NULL,
    customer VARCHAR(50) NOT NULL,
    price DOUBLE NOT NULL
  );`;

/** The tables of the benchmark, beside the workshop's. */
export interface Tables extends AsyncDisposable {
  /** Takes away what earlier rounds wrote: all find the same. */
  empty(): Promise<void>;
}

export async function createTables(server: Server): Promise<Tables> {
  const connection = await connect(server, DATABASE);
  // Several sides keep pools; at 64 transactions they are more than a server takes by default.
  await connection.query('SET GLOBAL max_connections = 500');
  await connection.query(TABLES);
  const rows = Array.from(
    { length: ROWS },
    (_, n) =>
      `('item "${n}" of many', ${n}.99, ${n % 10 === 0 ? 'NULL' : n / 8 + 0.0625}, '2025-01-31 12:${10 + (n % 50)}:00')`,
  );
  await connection.query(`INSERT INTO item (name, price, weight, made) VALUES ${rows.join(',')}`);
  return {
    async empty() {
      await connection.query('TRUNCATE TABLE sale; DELETE FROM Employee WHERE EmpId > 3');
    },
    [Symbol.asyncDispose]: () => connection.end(),
  };
}
