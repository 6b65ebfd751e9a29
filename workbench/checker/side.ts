import { join } from 'node:path';
import { createEmulator } from '../../emulator/index.ts';
import { makeScratchFolder } from '../database/scratch-folder.ts';
import { endAll } from '../end-all.ts';
import { toEnvironment, type Environment } from '../environment.ts';
import { createFunction, type LambdaFunction } from '../lambda/lambda-function.ts';
import { once } from '../once.ts';
import type { OwnDatabases } from '../seed/own-databases.ts';
import { openEmployeeTable, type EmployeeTable } from './employee-table.ts';
import { createJumpingClock } from './jumping-clock.ts';
import type { Observation, SeenInvocation } from './observation.ts';
import { createRecord, type CallRecord } from './record.ts';
import { startSocketRelay, startTcpRelay, type Relay } from './relay.ts';
import type { EventStep } from './step.ts';

/** A database server, and the way to it that a handler does not know. */
export interface DatabaseServer {
  readonly url: string;
  readonly socketPath?: string;
}

/** One of the two handlers, in a world of its own: database, emulator, containers. */
export interface Side {
  /** Arranges the table, invokes the handler with the events of a step, and tells all that could be seen. */
  observe(step: EventStep): Promise<Observation>;
  readonly sources: readonly string[];
  /** Ends it, and leaves nothing. Idempotent. */
  stop(): Promise<void>;
}

/** Real ones, of nobody: a handler that has others built in gives itself away. */
const ARNS = {
  DB_CLUSTER_ARN: 'arn:aws:rds:eu-north-1:555500001111:cluster:checked-cluster',
  DB_SECRET_ARN: 'arn:aws:secretsmanager:eu-north-1:555500001111:secret:checked-secret-Xy12Zz',
};

interface SideOptions {
  readonly file: string;
  readonly timeoutMs: number;
}

/** Where a side is, and whose its database is. */
interface Place {
  readonly server: DatabaseServer;
  readonly own: OwnDatabases;
}

/** What a handler runs in. */
interface World {
  readonly table: EmployeeTable;
  readonly record: CallRecord;
  /** Whoever wants MySQL itself, by host and port or by the secret, comes through here; the emulator does not. */
  readonly relay: Relay;
  readonly environment: Environment;
  readonly lambda: LambdaFunction;
}

/**
 * Gives a handler a world of its own.
 *
 * @throws Error where a part of it cannot be had; nothing is left of the others then.
 */
export async function createSide(place: Place, options: SideOptions): Promise<Side> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = once(() => endAll(ends.toReversed()));
  try {
    const world = await createWorld(place, options, ends);
    return {
      observe: (step) => observe(world, step),
      get sources() {
        return world.lambda.sources;
      },
      stop,
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** @param ends is given what ends the parts, as they come. */
async function createWorld(
  { server, own }: Place,
  { file, timeoutMs }: SideOptions,
  ends: (() => Promise<unknown>)[],
): Promise<World> {
  const databaseName = own.newName();
  await own.makeEmpty(databaseName);
  // One that cannot be dropped now is tried again with all the others.
  ends.push(() => own.drop(databaseName).catch(() => undefined));
  const table = await openEmployeeTable(server, databaseName);
  ends.push(() => table.stop());
  const clock = createJumpingClock();
  const record = createRecord(clock);
  const relay = await startTcpRelay(server.url);
  ends.push(async () => relay.stop());
  const socketPath = server.socketPath ?? (await openSocket(server.url, ends));
  const databaseUrl = Object.assign(new URL(server.url), { host: relay.address }).href;
  const emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl, socketPath }, record.hooks, clock);
  ends.push(() => emulator.stop());
  const environment = { ...toEnvironment(emulator.endpoint, databaseName, databaseUrl), ...ARNS };
  const lambda = createFunction({ file, environment: () => environment, timeoutMs });
  ends.push(() => lambda.stop());
  return { table, record, relay, environment, lambda };
}

/** @returns the path of a socket that leads to the server, which has none here. */
async function openSocket(databaseUrl: string, ends: (() => Promise<unknown>)[]): Promise<string> {
  const folder = await makeScratchFolder(process.env);
  ends.push(() => folder.remove());
  const socket = await startSocketRelay(databaseUrl, join(folder.path, 'mysql.sock'));
  ends.push(async () => socket.stop());
  return socket.address;
}

async function observe({ table, record, relay, environment, lambda }: World, step: EventStep): Promise<Observation> {
  await resetTable(table, lambda, step.arrange ?? []);
  record.clear(step.expiresAfterInsert ?? false);
  const [before, connections] = [await table.rows(), relay.connections];
  const invocations = await (step.isParallel ? invokeAll : invokeEach)(lambda, step.events, record);
  const observation = {
    invocations,
    ...record.take(),
    before,
    after: await table.rows(),
    connections: relay.connections - connections,
    environment,
  };
  await record.expireAll();
  return observation;
}

/** A handler that holds the table by a connection of its own lets go when its containers end. */
async function resetTable(table: EmployeeTable, lambda: LambdaFunction, statements: readonly string[]): Promise<void> {
  try {
    await table.reset(statements);
  } catch {
    lambda.restart();
    await table.reset(statements);
  }
}

async function invokeEach(
  lambda: LambdaFunction,
  events: readonly unknown[],
  record: CallRecord,
): Promise<SeenInvocation[]> {
  const seen: SeenInvocation[] = [];
  for (const event of events) {
    const first = record.calls.length;
    const outcome = await lambda.invoke(JSON.stringify(event));
    seen.push({ event, outcome, leftOpen: record.countOpen(), calls: record.calls.slice(first) });
    // One that takes for ever is not waited for twice.
    if (outcome.error?.errorType === 'Sandbox.Timedout') break;
  }
  return seen;
}

async function invokeAll(
  lambda: LambdaFunction,
  events: readonly unknown[],
  record: CallRecord,
): Promise<SeenInvocation[]> {
  const outcomes = await Promise.all(events.map((event) => lambda.invoke(JSON.stringify(event))));
  const calls = [...record.calls];
  // Whose they are cannot be told: the first one's stands for all.
  return outcomes.map((outcome, index) => ({ event: events[index], outcome, calls, leftOpen: record.countOpen() }));
}
