import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataFolderInUseError } from './data-folder.ts';
import type { Database, DatabaseOptions, DatabaseRequest } from './database.ts';
import { useExistingServer } from './existing-server.ts';
import { fetchMariadb } from './fetch-mariadb.ts';
import { fetchMysql } from './fetch-mysql.ts';
import { findBinary } from './find-binary.ts';
import { makeDataFolder } from './make-data-folder.ts';
import { startPrivateInstance } from './private-instance.ts';
import { describeBinary, type ServerBinary } from './server-binary.ts';

/** Starts a database where it finds what it needs, gives undefined where it does not, throws where the start fails. */
type Source = (request: DatabaseRequest) => Promise<Database | undefined>;

const mysqlOnThisMachine: Source = (request) => startIfFound(findBinary('MySQL', request.env), request);
const mariadbOnThisMachine: Source = (request) => startIfFound(findBinary('MariaDB', request.env), request);
const mysqlFromPackages: Source = (request) => startIfFound(fetchMysql(request), request);
/** Its library is 10 MB of memory that few need. */
const dockerService: Source = async (request) => (await import('./docker-service.ts')).startDockerService(request);
const mariadbFromPackages: Source = (request) => startIfFound(fetchMariadb(request), request);

/** What each engine means to a person, and where it is looked for, in this order. */
const ENGINES = {
  auto: {
    wanted: 'MySQL or MariaDB',
    sources: [mysqlOnThisMachine, mariadbOnThisMachine, dockerService, mariadbFromPackages],
  },
  mysql: { wanted: 'MySQL', sources: [mysqlOnThisMachine, mysqlFromPackages] },
  mariadb: { wanted: 'MariaDB', sources: [mariadbOnThisMachine, mariadbFromPackages] },
  docker: { wanted: 'Docker', sources: [dockerService] },
} as const satisfies Record<string, { wanted: string; sources: readonly Source[] }>;

const NO_DOCKER =
  'Docker with Compose does not answer (is it started?). Start it, or leave --engine out for another database';

const WAYS_TO_GET_ONE = [
  'Debian, Ubuntu: sudo apt-get install -y --no-install-recommends mariadb-server-core',
  'macOS:          brew install mysql',
  'Docker:         start Docker; MySQL is then run from docker-compose.yml',
  'anything else:  DATABASE_URL=mysql://user:password@host:port of a server that you have',
];

/**
 * Finds a MySQL or MariaDB, or fetches one, and starts it unless it runs already.
 * @param options which engine, where to keep the data, whom to tell
 * @returns the running database; call its stop() when done
 * @throws Error that names the next move when the engine is unknown, cannot be had, or does not start
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const { engine, dataFolder, progress, waiting = () => undefined, env = process.env } = options;
  const request = { dataFolder, progress, waiting, env };
  if (engine === 'auto' && hasDatabaseUrl(request)) {
    return useExistingServer(env['DATABASE_URL'] ?? '', 'DATABASE_URL', request);
  }
  if (engine.startsWith('mysql://')) return useExistingServer(engine, 'the engine URL', request);
  if (dataFolder !== undefined) await makeDataFolder(dataFolder);
  if (isEngine(engine)) return firstThatStarts(engine, request);
  return startBinaryAt(engine, request);
}

/** The variable is in use for other databases, too. */
function hasDatabaseUrl({ env, progress }: DatabaseRequest): boolean {
  const url = env['DATABASE_URL'];
  if (!url) return false;
  const isMysql = url.startsWith('mysql://');
  if (!isMysql) progress('DATABASE_URL does not begin with mysql:// and is left alone');
  return isMysql;
}

function isEngine(engine: string): engine is keyof typeof ENGINES {
  return Object.hasOwn(ENGINES, engine);
}

async function firstThatStarts(engine: keyof typeof ENGINES, request: DatabaseRequest): Promise<Database> {
  const failures: string[] = [];
  for (const source of ENGINES[engine].sources) {
    try {
      const database = await source(request);
      if (database) return database;
    } catch (error) {
      if (engine !== 'auto' || error instanceof DataFolderInUseError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      request.progress(`${reason}\nLooking for another database`);
      failures.push(reason);
    }
  }
  if (engine === 'docker') throw new Error(NO_DOCKER);
  const lines = [`No ${ENGINES[engine].wanted} to be had on this machine. Ways to get one:`, ...WAYS_TO_GET_ONE];
  throw new Error([lines.join('\n  '), ...failures].join('\n'));
}

async function startIfFound(found: Promise<ServerBinary | undefined>, request: DatabaseRequest) {
  const binary = await found;
  return binary && startPrivateInstance(binary, request);
}

async function startBinaryAt(engine: string, request: DatabaseRequest): Promise<Database> {
  const path = resolve(engine);
  if (engine.includes('/') && !engine.includes('://') && !existsSync(path)) {
    throw new Error(`${engine}: there is no such program (seen from ${process.cwd()})`);
  }
  if (!engine.includes('/') || !existsSync(path)) {
    const shown = engine.replace(/\/\/.*@/, '//…@'); // the URL of another kind of database may hold a password
    throw new Error(
      `Unknown engine '${shown}': use auto, mysql, mariadb, docker, a mysql:// URL, or the path of a mysqld or mariadbd`,
    );
  }
  const binary = await describeBinary({ path, source: path, command: [path], options: [] }, request.env);
  return startPrivateInstance(binary, request);
}
