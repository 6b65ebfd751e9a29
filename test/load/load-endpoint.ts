import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { runLoad, type LoadOptions, type LoadReport } from './run-load.ts';

type EndpointOptions = Pick<LoadOptions, 'endpoint' | 'resourceArn' | 'secretArn' | 'seed' | 'clients' | 'seconds'>;

/** What was cancelled last may still be under way. */
const SETTLE_MS = 2000;
/** Transactions that were left open hold the tables for three minutes. */
const DROP_MS = 4 * 60_000;
const RETRY_MS = 5000;

/** Runs the load on an endpoint that is there, without an outage, in a database of its own that is dropped in the end. */
export async function loadEndpoint(options: EndpointOptions): Promise<LoadReport> {
  const { endpoint, resourceArn, secretArn } = options;
  const database = `load_${randomBytes(4).toString('hex')}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new RDSDataClient({ endpoint, region: 'us-east-1', credentials });
  const run = (sql: string): Promise<unknown> =>
    client.send(new ExecuteStatementCommand({ resourceArn, secretArn, sql }));
  const nothing = async (): Promise<void> => undefined;
  await run(`CREATE DATABASE ${database}`);
  try {
    const settle = (): Promise<void> => delay(SETTLE_MS);
    return await runLoad({ ...options, database, restartsAt: [], restart: nothing, look: nothing, settle });
  } finally {
    await drop(() => run(`DROP DATABASE ${database}`));
    client.destroy();
  }
}

async function drop(run: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + DROP_MS;
  for (;;) {
    try {
      await run();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(RETRY_MS);
    }
  }
}
