import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from './clock.ts';
import { AutoPause } from './cluster/auto-pause.ts';
import type { Config } from './config.ts';
import { createMySqlEngine } from './engine/mysql/connect.ts';
import type { Hooks } from './hooks.ts';
import { createApp } from './http/app.ts';
import { CallsInFlight } from './http/calls-in-flight.ts';
import { createReadInput } from './http/read-input.ts';
import { createAppServer } from './http/server.ts';
import { Transactions, type TransactionObserver } from './session/transactions.ts';
import { toObserver } from './to-observer.ts';
import { waitAtMost } from './wait-at-most.ts';

export type { Clock } from './clock.ts';
export type { AutoPauseSettings, ClusterState } from './cluster/auto-pause.ts';
export type { ClusterList } from './cluster/cluster-list.ts';
export { readClusterList } from './cluster/read-cluster-list.ts';
export { readConfig, type Config } from './config.ts';
export { describeExposure } from './describe-exposure.ts';
export type { Call, CallContent, CallObserver, Hooks } from './hooks.ts';
export type { Credentials } from './http/credentials.ts';
export { EXCEPTION_NAMES, type ExceptionName } from './model/exceptions.ts';
export {
  IDLE_TRANSACTION_MS,
  MAX_FORMATTED_RECORDS_BYTES,
  MAX_RESULT_BYTES,
  MAX_TRANSACTION_MS,
} from './model/limits.ts';
export { parseJson } from './model/parse-json.ts';
export { type OperationName } from './model/shapes.ts';
export type { Field, SqlParameter } from './model/types.ts';
export { toByteLength, toRowBytes } from './result/result-size.ts';
export type { CallToDisturb, Disturbance, WorkFault } from './session/disturbance.ts';
export type { Ending } from './session/ended-transactions.ts';
export { waitAtMost } from './wait-at-most.ts';

/** A running emulator. */
export interface Emulator {
  /** What an SDK takes as its endpoint: `http://127.0.0.1:8080` */
  readonly endpoint: string;
  /** Whether its cluster is awake, and when it falls asleep. */
  readonly autoPause: Pick<AutoPause, 'configure' | 'describe' | 'resume'>;
  /** Pauses the cluster now; what is open is rolled back. */
  pause(): Promise<void>;
  /** Ends every open transaction, together with the statement that may run in it. */
  rollBackTransactions(): Promise<void>;
  /** Has every statement prepared anew, where definitions were changed past the emulator. */
  outdate(): void;
  /** Rolls back what is open, ends requests in flight and gives everything back. Idempotent. */
  stop(): Promise<void>;
}

/** How long calls in flight may go on when the emulator stops. */
const GRACE_MS = 1000;
/** How long those that were ended then may take to be answered. */
const ANSWER_MS = 500;
/** How long a server may take to roll back; one that hangs rolls back when it sees that the connections are closed. */
const ROLLBACK_MS = 1000;

/**
 * Builds and starts an emulator of the RDS Data API in front of a MySQL server.
 *
 * @param hooks are told of calls and transactions.
 * @param clock the time, for tests that move it.
 * @throws Error where the port cannot be had; nothing is left running then.
 */
export async function createEmulator(config: Config, hooks: Hooks = {}, clock: Clock = systemClock): Promise<Emulator> {
  const observer = toObserver(hooks);
  const engine = createMySqlEngine(clock);
  const autoPause = new AutoPause(clock);
  const transactions = new Transactions(clock, keepAwake(autoPause, observer));
  const calls = new CallsInFlight();
  const readInput = createReadInput(config.credentials, clock);
  const { routes, disturb } = hooks;
  const context = { cluster: config, autoPause, engine, transactions, clock };
  const app = createApp(context, { observer, calls, readInput, routes, disturb });
  const server = createAppServer(app);
  await listen(server, config);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await closeServer(server, calls);
    await waitAtMost(ROLLBACK_MS, transactions.rollBackAll());
    await engine.close();
  };
  return {
    endpoint: toEndpoint(server.address(), config.host),
    autoPause,
    async pause() {
      autoPause.pause();
      await transactions.rollBackAll();
    },
    rollBackTransactions: () => transactions.rollBackAll(),
    outdate: () => engine.outdate(),
    stop: () => (stopping ??= stop()),
  };
}

/** An open transaction keeps the cluster awake. */
function keepAwake(autoPause: AutoPause, observer: TransactionObserver): TransactionObserver {
  return {
    transactionOpened(id) {
      autoPause.enter();
      observer.transactionOpened(id);
    },
    transactionEnded(id, ending) {
      autoPause.leave();
      observer.transactionEnded(id, ending);
    },
  };
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      // Where the system has no room for one more connection, Node tells of it here, and would end if nobody listened.
      server.on('error', ({ message }) => console.error(`A connection was not accepted: ${message}`));
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(`Port ${port} of ${host} is in use: choose another one, or 0 for any free one`, { cause: error });
}

/** Lets nobody in any more, and answers whoever is in: with what was asked for in time, else with an exception. */
function closeServer(server: Server, calls: CallsInFlight): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(() => calls.end(), GRACE_MS),
      setTimeout(() => server.closeAllConnections(), GRACE_MS + ANSWER_MS),
    ];
    server.close(() => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
    calls.close();
    server.closeIdleConnections();
  });
}

/** An address for clients: one that means "all of them" is reached by loopback. */
function toEndpoint(address: string | AddressInfo | null, host: string): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
