import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { randomBytes } from 'node:crypto';
import { Api, type Target } from './api.ts';
import type { Case } from './case.ts';
import { runCase, type Verdict } from './run-cases.ts';

const CONNECT_MS = 5000;
/** A call ends after 45 seconds on the service. */
const ANSWER_MS = 60_000;

/** @returns an SDK for a service that checks no credentials. */
export function createClient(endpoint: string): RDSDataClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const requestHandler = { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true };
  return new RDSDataClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1, requestHandler });
}

/**
 * Asks all cases of a service, in a database that is made for it and dropped in the end. Ctrl-C ends it early, and
 * cleans up as well.
 *
 * @throws Error where not even the database can be made: there is no Data API, or not for us.
 */
export async function ask(cases: readonly Case[], target: Omit<Target, 'database'>): Promise<Verdict[]> {
  const database = `conformance_${randomBytes(4).toString('hex')}`;
  const outside = new Api({ ...target, database: '' });
  await outside.prepare(`CREATE DATABASE ${database}`);
  let isInterrupted = false;
  const interrupt = (): void => void (isInterrupted = true);
  process.once('SIGINT', interrupt);
  try {
    const api = new Api({ ...target, database });
    const verdicts: Verdict[] = [];
    for (const row of cases) {
      verdicts.push(isInterrupted ? { passed: false, got: 'not asked: interrupted' } : await runCase(row, api));
    }
    return verdicts;
  } finally {
    process.off('SIGINT', interrupt);
    await outside.prepare(`DROP DATABASE ${database}`);
  }
}
