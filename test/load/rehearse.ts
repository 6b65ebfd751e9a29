import mysql, { type RowDataPacket } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmulatorProcess, type EmulatorProcess } from '../support/emulator-process.ts';
import { findLeftovers } from '../support/leftovers.ts';
import { startRestartableDatabase, type RestartableDatabase } from '../support/restartable-database.ts';
import { runLoad, type LoadReport } from './run-load.ts';

const DATABASE = 'bank';
/** Any will do. */
export const ARNS = {
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:load',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:load-AbCdEf',
};
/** How long the database is away beside the time that its own recovery takes. */
const AWAY_MS = 1500;
/** Beyond the three minutes after which a transaction expires. */
const EXPIRED_MS = 181_000;
/** The emulator keeps that many connections for calls, and as many of ended transactions, for a minute. */
const MAX_KEPT_CONNECTIONS = 32;
/** What may come on top of the memory that it had after warming up. */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;
const SETTLE_MS = 10_000;

interface RehearsalOptions {
  readonly engine: string;
  readonly seed: number;
  readonly clients: number;
  readonly seconds: number;
  readonly restarts: number;
}

/** Memory of the emulator and its connections to the database, at one moment. */
export interface Look {
  readonly when: string;
  readonly bytes: number;
  readonly connections: number;
}

export interface RehearsalReport extends LoadReport {
  readonly server: string;
  readonly looks: readonly Look[];
  /** Everything that should not be: wrong answers, growth, what is left. Empty, if all is well. */
  readonly faults: readonly string[];
}

/** Runs the load on an emulator and a database of its own, which is killed and started again meanwhile. */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalReport> {
  const database = await startRestartableDatabase(options.engine);
  const had = { folders: database.folders, ports: [database.port] };
  let emulator: EmulatorProcess | undefined;
  const looks: Look[] = [];
  let afterStop = -1;
  try {
    await ask(database, `CREATE DATABASE ${DATABASE}`);
    emulator = await startEmulatorProcess({ databaseUrl: database.url, socketPath: database.socketPath });
    had.ports.push(Number(new URL(emulator.endpoint).port));
    const report = await runLoad({ ...options, ...toTarget(database, emulator, looks), restartsAt: spread(options) });
    await emulator.stop();
    afterStop = await countConnections(database);
    const faults = [...judge(looks, afterStop), ...report.tally.wrongs, ...complaintsOf(emulator)];
    await database.stop();
    faults.push(...(await findLeftovers(had)));
    return { ...report, server: `${database.product} ${database.version}`, looks, faults };
  } finally {
    await emulator?.stop();
    await database.stop();
  }
}

/** The restarts, evenly over the time after warming up, not at its marks. */
function spread({ seconds, restarts }: RehearsalOptions): number[] {
  return Array.from({ length: restarts }, (_, n) => seconds * (0.2 + (0.8 * (n + 0.4)) / restarts));
}

function toTarget(
  database: RestartableDatabase,
  emulator: EmulatorProcess,
  looks: Look[],
): Omit<Parameters<typeof runLoad>[0], keyof RehearsalOptions | 'restartsAt'> {
  return {
    ...ARNS,
    database: DATABASE,
    endpoint: emulator.endpoint,
    async restart() {
      await database.kill();
      await delay(AWAY_MS);
      await database.start();
    },
    async look(when) {
      looks.push({ when, bytes: await emulator.memory(), connections: await countConnections(database) });
    },
    async settle() {
      await emulator.skip(EXPIRED_MS);
      const deadline = performance.now() + SETTLE_MS;
      while ((await countConnections(database)) > MAX_KEPT_CONNECTIONS && performance.now() < deadline) await delay(50);
    },
  };
}

function judge(looks: readonly Look[], afterStop: number): string[] {
  const [start, , end] = looks;
  const faults: string[] = [];
  if (start === undefined || end === undefined) return ['Memory was not looked at'];
  if (end.bytes > start.bytes + MAX_GROWTH_BYTES) faults.push(`Memory grew from ${start.bytes} to ${end.bytes} bytes`);
  if (end.connections > MAX_KEPT_CONNECTIONS) faults.push(`${end.connections} connections in the end`);
  if (afterStop !== 0) faults.push(`${afterStop} connections after the emulator had stopped`);
  return faults;
}

function complaintsOf({ complaints, hasCrashed }: EmulatorProcess): string[] {
  return [
    ...(hasCrashed ? ['The emulator crashed'] : []),
    ...(complaints === '' ? [] : [`It said: ${complaints.slice(0, 1000)}`]),
  ];
}

/** Connections in the server's process list, beside the one that asks. */
async function countConnections(database: RestartableDatabase): Promise<number> {
  const sql = "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user = 'admin'";
  const [row] = await ask(database, sql);
  return Number(row?.['n']);
}

async function ask({ url }: RestartableDatabase, sql: string): Promise<RowDataPacket[]> {
  const connection = await mysql.createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}
