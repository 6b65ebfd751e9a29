import type { Cluster } from './cluster/cluster.ts';
import { readDatabaseUrl } from './cluster/database-url.ts';
import { readClusterList } from './cluster/read-cluster-list.ts';
import { toCredentials, type Credentials } from './http/credentials.ts';
import { InvalidSettingError } from './invalid-setting-error.ts';

/** One setting: where it comes from, what it is without, and what it means. */
interface Setting<Value> {
  readonly variable: string;
  readonly default: string;
  readonly help: string;
  readonly parse: (text: string) => Value;
}

/** Every setting of the emulator, once. The README's table is compared with this one by a test. */
export const SETTINGS = {
  host: {
    variable: 'EMULATOR_HOST',
    default: '127.0.0.1',
    help: 'Address to listen on. 0.0.0.0 opens the emulator, and with it the database, to the whole network.',
    parse: (text: string) => text,
  },
  port: {
    variable: 'EMULATOR_PORT',
    default: '8080',
    help: 'Port to listen on; 0 for any free one.',
    parse: toPort,
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    default: 'mysql://root@127.0.0.1:3306',
    help: 'The MySQL behind the emulator: mysql://user:password@host:port',
    parse: toDatabaseUrl,
  },
  list: {
    variable: 'EMULATOR_CLUSTERS',
    default: 'none',
    help: 'File that lists clusters and secrets, see docs/clusters.md. With none, any ARNs will do.',
    parse: (file: string) => (file === 'none' ? undefined : readClusterList(file)),
  },
  credentials: {
    variable: 'EMULATOR_CREDENTIALS',
    default: 'any',
    help: 'Checks signatures with access-key-id:secret-access-key, or with @region behind it. With any, none is checked.',
    parse: (text: string) => (text === 'any' ? undefined : toCredentials(text)),
  },
} as const satisfies Record<string, Setting<unknown>>;

/** What an emulator is started with: where it listens, whom it lets in, and what ARNs lead to. */
export interface Config extends Cluster {
  /** The address to listen on. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Those that signatures are checked with; without any, they are not checked. */
  readonly credentials?: Credentials;
}

/**
 * Reads the settings from the environment; the only place that does.
 *
 * @throws InvalidSettingError which names the variable and what it should be.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const list = read(SETTINGS.list, env);
  const credentials = readCredentials(env);
  return {
    host: read(SETTINGS.host, env),
    port: read(SETTINGS.port, env),
    databaseUrl: read(SETTINGS.databaseUrl, env),
    ...(list === undefined ? {} : { list }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** @returns every setting, for a person: two lines each. */
export function describeSettings(): string {
  return Object.values(SETTINGS)
    .map(({ variable, default: value, help }) => `  ${variable} (default: ${value})\n      ${help}`)
    .join('\n');
}

/** @returns the credentials that signatures are to be checked with, if any. @throws InvalidSettingError. */
export function readCredentials(env: NodeJS.ProcessEnv): Credentials | undefined {
  return read(SETTINGS.credentials, env);
}

function read<Value>(setting: Setting<Value>, env: NodeJS.ProcessEnv): Value {
  const text = env[setting.variable];
  try {
    return setting.parse(text === undefined || text === '' ? setting.default : text);
  } catch (error) {
    throw new InvalidSettingError(`${setting.variable}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @throws InvalidSettingError for anything but a number from 0 to 65535. */
export function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidSettingError(`a port is a number from 0 to 65535, got "${text}"`);
}

function toDatabaseUrl(text: string): string {
  readDatabaseUrl(text);
  return text;
}
