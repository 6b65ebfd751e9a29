import { randomBytes } from 'node:crypto';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { startEmulatorProcess, type EmulatorProcess } from '../support/emulator-process.ts';
import { until } from '../support/until.ts';
import { Sender } from './sender.ts';

/** A server that is there. */
interface Server {
  readonly url: string;
  readonly socketPath?: string | undefined;
}

/** Where inputs are tried: an emulator in a process of its own, whose account may do little outside one database. */
export interface Place extends AsyncDisposable {
  readonly sender: Sender;
  readonly emulator: EmulatorProcess;
  /** The ARNs and the database that a right request names. */
  readonly names: { readonly resourceArn: string; readonly secretArn: string; readonly database: string };
  /** A connection to the same database with the same rights, past the emulator. */
  readonly direct: mysql.Connection;
}

/** What the account may do: neither stop the server, nor drop the database, nor read files. */
const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, EXECUTE, LOCK TABLES';
const TABLE = `CREATE TABLE kind (id INT AUTO_INCREMENT PRIMARY KEY, txt TEXT, num BIGINT, bin BLOB, js JSON, d DATETIME,
  t TIME, UNIQUE KEY few (num))`;

/**
 * Makes a database and an account, and starts an emulator that uses them. All of it is gone after it is disposed of, and
 * so are its connections, or disposing of it fails.
 */
export async function openPlace(server: Server): Promise<Place> {
  const name = `fuzz_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const admin = await mysql.createConnection({ uri: server.url });
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.query(`CREATE USER ${name}@'%' IDENTIFIED BY '${password}'`);
  await admin.query(`GRANT ${RIGHTS} ON ${name}.* TO ${name}@'%'`);
  await admin.query(`USE ${name}`);
  await admin.query(TABLE);
  const url = new URL(server.url);
  url.username = name;
  url.password = password;
  const socketPath = server.socketPath === undefined ? {} : { socketPath: server.socketPath };
  const emulator = await startEmulatorProcess({ databaseUrl: url.href, ...socketPath });
  const direct = await mysql.createConnection({ uri: url.href, database: name, flags: ['-IGNORE_SPACE'] });
  const sender = new Sender(emulator.endpoint);
  return {
    sender,
    emulator,
    direct,
    names: {
      resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:fuzz',
      secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:fuzz-AbCdEf',
      database: name,
    },
    async [Symbol.asyncDispose]() {
      sender.close();
      await direct.end().catch(() => undefined);
      await emulator.stop();
      await until(async () => (await countConnections(admin, name)) === 0);
      await admin.query(`DROP DATABASE ${name}`);
      await admin.query(`DROP USER ${name}@'%'`);
      await admin.end();
    },
  };
}

async function countConnections(admin: mysql.Connection, user: string): Promise<number> {
  const sql = 'SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = ?';
  const [rows] = await admin.query<RowDataPacket[]>(sql, [user]);
  return Number(rows[0]?.['n']);
}
