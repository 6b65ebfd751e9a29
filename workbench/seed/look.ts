import type { Connection } from 'mysql2/promise';
import { askAll } from './ask.ts';
import { toCounter } from './read-definition.ts';

/** What can be seen of a database without reading its rows. */
export interface View {
  /** How many definitions of anything this server was told to make, change or drop since it started. */
  readonly definitionsEver: number;
  /** The server's time, in seconds. */
  readonly time: number;
  readonly tables: ReadonlyMap<string, TableView>;
}

interface TableView {
  /** When rows were changed last, in seconds of the server's time; undefined where it does not know. */
  readonly changedAt?: number;
  readonly autoIncrement: string | null;
}

const DEFINES = /^Com_(?:create|alter|drop|rename|truncate)/;

/** Looks at a database: a matter of a millisecond. */
export async function look(connection: Connection, databaseName: string): Promise<View> {
  const [counters = [], times = [], tables = []] = await askAll(connection, [
    `SHOW GLOBAL STATUS LIKE 'Com\\_%'`,
    'SELECT UNIX_TIMESTAMP() AS time',
    `SELECT TABLE_NAME AS name, UNIX_TIMESTAMP(UPDATE_TIME) AS changedAt, AUTO_INCREMENT AS autoIncrement
     FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${connection.escape(databaseName)}`,
  ]);
  return {
    definitionsEver: counters
      .filter((row) => DEFINES.test(String(row['Variable_name'])))
      .reduce((sum, row) => sum + Number(row['Value']), 0),
    time: Number(times[0]?.['time']),
    tables: new Map(
      tables.map((row) => [
        String(row['name']),
        {
          ...(row['changedAt'] === null ? {} : { changedAt: Number(row['changedAt']) }),
          autoIncrement: toCounter(row['autoIncrement'] ?? null),
        },
      ]),
    ),
  };
}
