import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { stringify } from 'lossless-json';
import { IDLE_TRANSACTION_MS, MAX_FORMATTED_RECORDS_BYTES, MAX_RESULT_BYTES } from '../../emulator/index.ts';
import type { Faults } from '../faults/faults.ts';
import { FAULT_ROUTES, faultRoutes } from '../faults/routes.ts';
import type { Calls } from './calls.ts';
import type { OpenTransactions } from './open-transactions.ts';
import { InvalidFilterError, readFilter } from './read-filter.ts';
import { ResetRefusedError } from '../reset-refused-error.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import { streamCalls } from './stream-calls.ts';

/** What the routes work with. */
export interface WorkbenchControl {
  readonly calls: Calls;
  readonly transactions: OpenTransactions;
  readonly faults: Faults;
  /** @returns what it had to do, for whoever asked. */
  readonly reset: () => Promise<object>;
  /** Tells when all ends. */
  readonly ending: AbortSignal;
}

/** @returns the record of calls, the transactions that are open, faults on purpose, and the way back to the seed, over HTTP. */
export function workbenchRoutes({ calls, transactions, faults, reset, ending }: WorkbenchControl): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.get('/calls', (request, response) => {
    const found = calls.all(readFilter(request.query));
    respond(response, 200, {
      calls: found,
      dropped: calls.dropped,
      limitBytes: MAX_RESULT_BYTES,
      limitFormattedBytes: MAX_FORMATTED_RECORDS_BYTES,
    });
  });
  router.delete('/calls', (_request, response) => {
    calls.clear();
    response.status(204).end();
  });
  router.get('/calls/stream', (request, response) => streamCalls(calls, ending, request, response));
  router.get('/transactions', (_request, response) =>
    respond(response, 200, { open: transactions.leaks(), idleLimitMs: IDLE_TRANSACTION_MS }),
  );
  router.post('/reset', async (_request, response) => respond(response, 200, await reset()));
  router.use(faultRoutes(faults));
  router.use((request, response) => {
    const message = `${request.method} ${request.originalUrl} is none of: ${toList(ROUTES)}; with start also ${toList(ROUTES_OF_START)}`;
    respond(response, 404, { message });
  });
  router.use(respondError);
  const outer = express.Router({ caseSensitive: true, strict: true });
  outer.use(WORKBENCH_PATH, router);
  return outer;
}

const ROUTES = [
  'GET /calls',
  'DELETE /calls',
  'GET /calls/stream',
  'GET /transactions',
  'GET /about',
  'POST /reset',
  ...FAULT_ROUTES,
];

/** Only there the workshop is served. */
const ROUTES_OF_START = ['GET /workshop', 'PUT /workshop', 'POST /workshop/check', 'GET /workshop/stream'];

function toList(routes: readonly string[]): string {
  return routes.map((route) => route.replace(' ', ` ${WORKBENCH_PATH}`)).join(', ');
}

function respondError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const message = error instanceof Error ? error.message : String(error);
  respond(response, statusOf(error), { message });
}

function statusOf(error: unknown): number {
  if (error instanceof ResetRefusedError) return 409;
  return error instanceof InvalidFilterError || error instanceof URIError ? 400 : 500;
}

/** Integers beyond 2^53 are written with all their digits. */
function respond(response: Response, status: number, body: object): void {
  response
    .status(status)
    .setHeader('content-type', 'application/json')
    .end(`${stringify(body, undefined, 2)}\n`);
}
