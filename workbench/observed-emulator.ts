import express, { type RequestHandler } from 'express';
import {
  createEmulator,
  type CallObserver,
  type ClusterList,
  type Config,
  type Credentials,
} from '../emulator/index.ts';
import { Calls } from './calls/calls.ts';
import { PASSWORDS, VALUES } from './calls/mask-text.ts';
import { OpenTransactions, type OpenTransaction } from './calls/open-transactions.ts';
import type { Database } from './database/database.ts';
import { SECRET_ARN } from './environment.ts';
import { Faults } from './faults/faults.ts';
import { setPageHeaders } from './http/page-headers.ts';
import { workbenchRoutes } from './http/workbench-routes.ts';

interface ObservedOptions {
  readonly database: Pick<Database, 'url' | 'socketPath'>;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Clusters and secrets; without a list, any ARNs will do. */
  readonly list: ClusterList | undefined;
  /** Those that signatures are checked with; without any, they are not checked. */
  readonly credentials: Credentials | undefined;
  /** Keep no values in the record of calls. */
  readonly maskValues: boolean;
  /** What `POST /_workbench/reset` does. */
  readonly reset: () => Promise<object>;
  /** Told of every call. */
  readonly called?: CallObserver['called'] | undefined;
  /** What else the port answers. */
  readonly routes?: readonly RequestHandler[];
}

/** An emulator, the record of its calls, and an eye on its transactions. */
export interface ObservedEmulator {
  readonly endpoint: string;
  readonly calls: Calls;
  readonly faults: Faults;
  /** @returns the transactions that are open, or were left open until they were ended from outside. */
  leaks(): OpenTransaction[];
  /** Ends what is open, forgets all calls, and clears the faults. @returns what was open. */
  clear(): Promise<OpenTransaction[]>;
  /** See `Emulator`. */
  outdate(): void;
  /** @returns what was open. */
  stop(): Promise<OpenTransaction[]>;
}

/** Starts an emulator with everything that looks on. @throws Error where the port cannot be had. */
export async function startObservedEmulator(options: ObservedOptions): Promise<ObservedEmulator> {
  const { maskValues, reset, called, routes = [] } = options;
  const calls = new Calls({ maskValues });
  const transactions = new OpenTransactions(maskValues ? VALUES : PASSWORDS);
  const faults: Faults = new Faults(() => emulator);
  const ending = new AbortController();
  const router = express.Router();
  // The workbench's routes come last: they answer everything below their path.
  router.use(setPageHeaders, ...routes, workbenchRoutes({ calls, transactions, faults, reset, ending: ending.signal }));
  const emulator = await createEmulator(toConfig(options), {
    called: (call, content) => {
      calls.record(call, content);
      transactions.called(call, content);
      called?.(call, content);
    },
    transactionOpened: transactions.opened,
    transactionEnded: transactions.ended,
    disturb: faults.disturb,
    routes: router,
  });
  return {
    endpoint: emulator.endpoint,
    calls,
    faults,
    leaks: () => transactions.leaks(),
    async clear() {
      const leaks = transactions.leaks();
      faults.clear();
      await emulator.rollBackTransactions();
      transactions.clear();
      calls.clear();
      return leaks;
    },
    outdate: () => emulator.outdate(),
    async stop() {
      const leaks = transactions.leaks();
      ending.abort();
      await emulator.stop();
      return leaks;
    },
  };
}

function toConfig({ database, host, port, list, credentials }: ObservedOptions): Config {
  const { url: databaseUrl, socketPath } = database;
  return {
    host,
    port,
    databaseUrl,
    secretArn: SECRET_ARN,
    ...(socketPath === undefined ? {} : { socketPath }),
    ...(list === undefined ? {} : { list }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}
