import express, { type RequestHandler } from 'express';
import { IDLE_TRANSACTION_MS, MAX_FORMATTED_RECORDS_BYTES, MAX_RESULT_BYTES } from '../../emulator/index.ts';
import type { Calls } from '../calls/calls.ts';
import { listCalls } from '../calls/list-calls.ts';
import type { OpenTransactions } from '../calls/open-transactions.ts';
import { InvalidFilterError, readFilter } from '../calls/read-filter.ts';
import { streamCalls } from '../calls/stream-calls.ts';
import { InvalidFaultError } from '../faults/checks.ts';
import type { Faults } from '../faults/faults.ts';
import { FAULT_ROUTES, faultRoutes } from '../faults/routes.ts';
import { ResetRefusedError } from '../seed/reset-refused-error.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import { respondErrors, respondJson, respondJsonText } from './respond-json.ts';

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
    const members = {
      dropped: calls.dropped,
      limitBytes: MAX_RESULT_BYTES,
      limitFormattedBytes: MAX_FORMATTED_RECORDS_BYTES,
    };
    respondJsonText(response, 200, listCalls(found, members));
  });
  router.delete('/calls', (_request, response) => {
    calls.clear();
    response.status(204).end();
  });
  router.get('/calls/stream', (request, response) => streamCalls(calls, ending, request, response));
  router.get('/transactions', (_request, response) =>
    respondJson(response, 200, { open: transactions.leaks(), idleLimitMs: IDLE_TRANSACTION_MS }),
  );
  router.post('/reset', async (_request, response) => respondJson(response, 200, await reset()));
  router.use(faultRoutes(faults));
  router.use((request, response) => {
    const message = `${request.method} ${request.originalUrl} is none of: ${toList(ROUTES)}; with start also ${toList(ROUTES_OF_START)}`;
    respondJson(response, 404, { message });
  });
  router.use(respondErrors(statusOf));
  const outer = express.Router({ caseSensitive: true, strict: true });
  outer.use(WORKBENCH_PATH, router);
  return outer;
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof ResetRefusedError) return 409;
  return REFUSALS.some((refusal) => error instanceof refusal) ? 400 : undefined;
}

/** What is to be mended by whoever asked. */
const REFUSALS = [InvalidFilterError, InvalidFaultError, URIError];

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
