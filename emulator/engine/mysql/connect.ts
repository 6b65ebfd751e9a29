import mysql, {
  type Connection as DriverConnection,
  type ConnectionOptions,
  type Pool,
  type PoolConnection,
} from 'mysql2';
import type { Connection, Engine, Purpose, Target } from '../engine.ts';
import { InUse } from '../../in-use.ts';
import { waitAtMost } from '../../wait-at-most.ts';
import { MySqlConnection } from './connection.ts';
import { dialect } from './dialect.ts';
import { toException, toServiceException } from './errors.ts';
import { MAX_PREPARED_STATEMENTS } from './prepared-statements.ts';
import { Sockets } from './sockets.ts';
import { toSslOptions } from './ssl-options.ts';
import { Stopper } from './stopper.ts';
import { Wire } from './wire.ts';

/** Connections for calls outside transactions: more would wait for the same cores. Further calls queue. */
const MAX_CALL_CONNECTIONS = 16;
/** Transactions hold their connections for long; the server's own max_connections is the real limit. */
const MAX_TRANSACTION_CONNECTIONS = 1000;
const MAX_IDLE_CONNECTIONS = 16;
const IDLE_CONNECTION_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** How long each step of closing may take. */
const CLOSE_MS = 700;

/** MySQL and everything that speaks its protocol: MariaDB, Aurora itself. */
export function createMySqlEngine(): Engine {
  const pools = new Map<string, Pool>();
  /** The same pools by the objects that led to them last. */
  const poolsByTarget = { call: new WeakMap<Target, Pool>(), transaction: new WeakMap<Target, Pool>() };
  const sockets = new Sockets();
  const lent = new InUse<MySqlConnection>();
  const wires = new WeakMap<DriverConnection, Wire>();

  function wireOf(driver: DriverConnection): Wire {
    const known = wires.get(driver);
    if (known !== undefined) return known;
    try {
      const wire = new Wire(driver);
      wires.set(driver, wire);
      return wire;
    } catch (error) {
      driver.destroy();
      console.error(error);
      throw error;
    }
  }

  function poolFor(target: Target, purpose: keyof typeof poolsByTarget): Pool {
    const known = poolsByTarget[purpose].get(target);
    if (known !== undefined) return known;
    const pool = findPool(target, purpose);
    poolsByTarget[purpose].set(target, pool);
    return pool;
  }

  function findPool(target: Target, purpose: Purpose): Pool {
    const key = `${purpose}\n${target.database}\n${target.user}\n${target.password}\n${target.url}\n${target.socketPath}`;
    const known = pools.get(key);
    if (known !== undefined) return known;
    const pool = createPool(target, sockets, purpose === 'call' ? MAX_CALL_CONNECTIONS : MAX_TRANSACTION_CONNECTIONS);
    pools.set(key, pool);
    return pool;
  }

  return {
    dialect,
    async connect(target, purpose): Promise<Connection> {
      checkDatabase(target);
      try {
        const another = (): Promise<DriverConnection> => openConnection(target, sockets);
        const driver = purpose === 'session' ? await another() : await borrow(poolFor(target, purpose));
        const wire = wireOf(driver);
        const connection = new MySqlConnection(wire, new Stopper(wire, another), () => lent.remove(place));
        const place = lent.add(connection);
        return connection;
      } catch (error) {
        throw toServiceException(error);
      }
    },
    async close() {
      await waitAtMost(CLOSE_MS, Promise.all([...lent].map((connection) => connection.cancel())));
      await waitAtMost(CLOSE_MS, Promise.all([...pools.values()].map(endPool)));
      pools.clear();
      sockets.destroy();
    },
  };
}

/** @throws ServiceException what the server says of a database that is not there. */
function checkDatabase({ database, databases }: Target): void {
  if (databases === undefined || database === '' || databases.includes(database)) return;
  throw toException({ message: `Unknown database '${database}'`, errno: 1049, sqlState: '42000' });
}

function endPool(pool: Pool): Promise<void> {
  return new Promise((resolve) => {
    pool.end(() => resolve());
  });
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

function borrow(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error === null ? resolve(connection) : reject(error)));
  });
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
