import { createEmulator } from '../../emulator/index.ts';
import { toEnvironment } from '../environment.ts';
import { createFunction, type LambdaFunction } from '../lambda/lambda-function.ts';
import { createEmployeeTable, type EmployeeTable } from './employee-table.ts';
import { createJumpingClock } from './jumping-clock.ts';
import type { Observation, SeenInvocation } from './observation.ts';
import { createRecord, type CallRecord } from './record.ts';
import { startSocketRelay, startTcpRelay } from './relay.ts';
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
  stop(): Promise<void>;
}

/** Real ones, of nobody: a handler that has others built in gives itself away. */
const ARNS = {
  DB_CLUSTER_ARN: 'arn:aws:rds:eu-north-1:555500001111:cluster:checked-cluster',
  DB_SECRET_ARN: 'arn:aws:secretsmanager:eu-north-1:555500001111:secret:checked-secret-Xy12Zz',
};

interface SideOptions {
  readonly databaseName: string;
  readonly file: string;
  readonly timeoutMs: number;
}

/**
 * Makes a world for one handler.
 *
 * @param options the name of a database that is not there yet, the handler's file, and how long an invocation may take,
 *   in milliseconds.
 * @throws Error where the server refuses the database, or a port or socket cannot be had.
 */
export async function createSide(
  server: DatabaseServer,
  { databaseName, file, timeoutMs }: SideOptions,
): Promise<Side> {
  const table = await createEmployeeTable(server.url, databaseName);
  const clock = createJumpingClock();
  const record = createRecord(clock);
  // Whoever wants MySQL itself, by host and port or by the secret, comes through here; the emulator does not.
  const relay = await startTcpRelay(server.url);
  const socket = server.socketPath === undefined ? await startSocketRelay(server.url) : undefined;
  const databaseUrl = Object.assign(new URL(server.url), { host: relay.address }).href;
  const socketPath = socket?.address ?? server.socketPath ?? '';
  const emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl, socketPath }, record.hooks, clock);
  const environment = { ...toEnvironment(emulator.endpoint, databaseName, databaseUrl), ...ARNS };
  const lambda = createFunction({ file, environment: () => environment, timeoutMs });

  return {
    async observe(step) {
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
    },
    get sources() {
      return lambda.sources;
    },
    async stop() {
      await lambda.stop();
      await emulator.stop();
      relay.stop();
      socket?.stop();
      await table.stop();
    },
  };
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
