import express, { type RequestHandler } from 'express';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import type { Environment } from '../environment.ts';
import { readVersion } from '../package-root.ts';

/** What there is to say to a person who looks. */
export interface Greeting {
  /** The server behind it, one line. */
  readonly server: string;
  readonly environment: Environment;
  /** Whether the database goes back to its seed: not where it was there before. */
  readonly isResettable: boolean;
}

/** Answers a person who opens the endpoint in a browser or with curl. @param describe asked every time. */
export function greetingRoute(describe: () => Greeting): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.get('/', (request, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(toText(`http://${request.headers.host ?? ''}`, describe()));
  });
  return router;
}

/** @param endpoint as the reader reached it. */
function toText(endpoint: string, { server, environment, isResettable }: Greeting): string {
  const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = environment;
  const body = JSON.stringify({ resourceArn, secretArn, database, sql: 'SELECT 1' });
  const reset = isResettable
    ? `curl -X POST ${endpoint}${WORKBENCH_PATH}/reset`
    : `no: ${database} was there before, and is not reset`;
  return `rds-data-workbench ${readVersion()}
A local Amazon RDS Data API in front of ${server}

Endpoint     ${endpoint}
Cluster ARN  ${resourceArn}
Secret ARN   ${secretArn}
Database     ${database}

In a browser, this address is the console: every call, as it comes.

Try it:

  curl ${endpoint}/Execute -H 'Content-Type: application/json' -d '${body}'

What was called:   curl ${endpoint}${WORKBENCH_PATH}/calls
Back to the seed:  ${reset}
Faults on purpose: curl ${endpoint}${WORKBENCH_PATH}/faults
`;
}
