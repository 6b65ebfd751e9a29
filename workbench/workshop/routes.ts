import express, { type Request, type RequestHandler, type Response, type NextFunction } from 'express';
import { stringify } from 'lossless-json';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import { UnknownHandlerError, type Workshop } from './workshop.ts';
import type { WorkshopEvent } from './workshop-state.ts';

/** @returns the workshop over HTTP: what is known, what happens as server-sent events, and which file is checked. */
export function workshopRoutes(workshop: Workshop): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  const path = `${WORKBENCH_PATH}/workshop`;
  router.get(path, async (_request, response) => respond(response, 200, await workshop.state()));
  router.put(path, express.json(), async ({ body }, response) => respond(response, 200, await choose(workshop, body)));
  router.post(`${path}/check`, (_request, response) => {
    workshop.check();
    response.status(202).end();
  });
  router.get(`${path}/stream`, (_request, response) => streamEvents(workshop, response));
  router.use(path, respondError);
  return router;
}

async function choose(workshop: Workshop, body: unknown): Promise<object> {
  const file: unknown = typeof body === 'object' && body !== null && 'file' in body ? body.file : undefined;
  if (typeof file !== 'string') throw new UnknownHandlerError('Send {"file": "..."}, one of the files that GET tells');
  await workshop.choose(file);
  return workshop.state();
}

/** Whoever reads it makes the checks go on. */
function streamEvents(workshop: Workshop, response: Response): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const unsubscribe = workshop.subscribe(({ type, ...event }: WorkshopEvent) => {
    response.write(`event: ${type}\ndata: ${stringify(event)}\n\n`);
  });
  const end = (): void => void response.end();
  workshop.ending.addEventListener('abort', end);
  response.on('close', () => {
    workshop.ending.removeEventListener('abort', end);
    unsubscribe();
  });
}

function respond(response: Response, status: number, body: object): void {
  response.status(status).setHeader('content-type', 'application/json').end(stringify(body));
}

function respondError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const message = error instanceof Error ? error.message : String(error);
  respond(response, error instanceof UnknownHandlerError || error instanceof SyntaxError ? 400 : 500, { message });
}
