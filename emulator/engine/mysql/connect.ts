import mysql, { type Connection as DriverConnection, type ConnectionOptions, type Pool } from 'mysql2';
import type { Clock } from '../../clock.ts';
import type { Connection, Engine, Target } from '../engine.ts';
import { InUse } from '../../in-use.ts';
import { waitAtMost } from '../../wait-at-most.ts';
import { MySqlConnection } from './connection.ts';
import { dialect } from './dialect.ts';
import { toException } from './errors.ts';
import { Pools } from './pools.ts';
import { MAX_PREPARED_STATEMENTS, outdatePrepared } from './prepared-statements.ts';
import { Sockets } from './sockets.ts';
import { toSslOptions } from './ssl-options.ts';
import { Stopper } from './stopper.ts';
import { Wire } from './wire.ts';

const MAX_CONNECTIONS = {
  /** Outside transactions: more would wait for the same cores. Further calls queue. */
  call: 16,
  /** As many again: each is used once, and closed. */
  session: 16,
  /** Transactions hold their connections for long; the server's own max_connections is the real limit. */
  transaction: 1000,
};
/** The driver looks for connections that were idle for too long only where this is less than there may be. */
const MAX_IDLE_CONNECTIONS = MAX_CONNECTIONS.call - 1;
const IDLE_CONNECTION_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** How long each step of closing may take. */
const CLOSE_MS = 700;

/**
 * MySQL and everything that speaks its protocol: MariaDB, Aurora itself.
 *
 * @param clock tells how old something is.
 */
export function createMySqlEngine(clock: Clock): Engine {
  const sockets = new Sockets();
  const pools = new Pools((target, purpose) => createPool(target, sockets, MAX_CONNECTIONS[purpose]));
  const lent = new InUse<MySqlConnection>();
  const wires = new WeakMap<DriverConnection, Wire>();

  function wireOf(driver: DriverConnection): Wire {
    const known = wires.get(driver);
    if (known !== undefined) return known;
    try {
      const wire = new Wire(driver, clock);
      wires.set(driver, wire);
      return wire;
    } catch (error) {
      driver.destroy();
      throw error;
    }
  }

  return {
    dialect,
    async connect(target, purpose): Promise<Connection> {
      checkDatabase(target);
      const driver = await pools.borrow(target, purpose);
      const wire = wireOf(driver);
      const another = (): Promise<DriverConnection> => openConnection(target, sockets);
      const connection = new MySqlConnection(wire, new Stopper(wire, another), (isFit) => {
        lent.remove(place);
        if (isFit) driver.release();
        else driver.destroy();
      });
      const place = lent.add(connection);
      return connection;
    },
    outdate: outdatePrepared,
    async close() {
      await waitAtMost(CLOSE_MS, Promise.all([...lent].map((connection) => connection.cancel())));
      await waitAtMost(CLOSE_MS, pools.close());
      sockets.destroy();
    },
  };
}

/** @throws ServiceException what the server says of a database that is not there. */
function checkDatabase({ database, databases }: Target): void {
  // The server would end the name there, and take the rest for something else.
  const isName = !database.includes('\0');
  if (isName && (databases === undefined || database === '' || databases.includes(database))) return;
  throw toException({ message: `Unknown database '${database}'`, errno: 1049, sqlState: '42000' });
}

function createPool(target: Target, sockets: Sockets, connectionLimit: number): Pool {
  const pool = mysql.createPool({
    ...toOptions(target, sockets),
    connectionLimit,
    maxIdle: MAX_IDLE_CONNECTIONS,
    idleTimeout: IDLE_CONNECTION_MS,
  });
  pool.on('connection', setUp);
  return pool;
}

function openConnection(target: Target, sockets: Sockets): Promise<DriverConnection> {
  return new Promise((resolve, reject) => {
    const connection = mysql.createConnection(toOptions(target, sockets));
    connection.once('error', reject);
    connection.connect((error) => {
      if (error !== null) return reject(error);
      connection.off('error', reject);
      setUp(connection);
      resolve(connection);
    });
  });
}

/** All clients read times as UTC (contract 4.1). The driver queues the statement before the first one of a call. */
function setUp(connection: DriverConnection): void {
  // A connection that breaks while nobody uses it must not end the process; its next user gets the error.
  connection.on('error', () => undefined);
  connection.query("SET time_zone = '+00:00'", () => undefined);
}

function toOptions(target: Target, sockets: Sockets): ConnectionOptions {
  const place = toPlace(target);
  return {
    // The name that a certificate is checked against.
    ...('host' in place ? { host: place.host } : {}),
    stream: () => sockets.connect(place),
    ...(target.tls === undefined ? {} : { ssl: toSslOptions(target.tls) }),
    user: target.user,
    password: target.password,
    ...(target.database === '' ? {} : { database: target.database }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // We count them ourselves: the driver's cache only must not be the smaller one.
    maxPreparedStatements: 2 * MAX_PREPARED_STATEMENTS,
    // The driver's default would show in @@sql_mode and change how functions are called; and no server may ask for files.
    flags: ['-IGNORE_SPACE', '-LOCAL_FILES'],
  };
}

function toPlace({ host, port, socketPath }: Target): { path: string } | { host: string; port: number } {
  return socketPath === undefined ? { host, port } : { path: socketPath };
}
