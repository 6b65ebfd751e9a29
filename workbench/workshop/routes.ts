import express, { type RequestHandler, type Response } from 'express';
import { respondErrors, respondJson } from '../http/respond-json.ts';
import { sendEvents } from '../http/send-events.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import { UnknownHandlerError, type Workshop } from './workshop.ts';
import type { WorkshopEvent } from './workshop-state.ts';

/** @returns the workshop over HTTP: what is known, what happens as server-sent events, and which file is checked. */
export function workshopRoutes(workshop: Workshop): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  const path = `${WORKBENCH_PATH}/workshop`;
  router.get(path, async (_request, response) => respondJson(response, 200, await workshop.state()));
  router.put(path, express.json(), async ({ body }, response) =>
    respondJson(response, 200, await choose(workshop, body)),
  );
  router.post(`${path}/check`, (_request, response) => {
    workshop.check();
    response.status(202).end();
  });
  router.get(`${path}/stream`, (_request, response) => streamEvents(workshop, response));
  router.use(
    path,
    respondErrors((error) => (error instanceof UnknownHandlerError ? 400 : undefined)),
  );
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
  const send = sendEvents(response, workshop.ending);
  const unsubscribe = workshop.subscribe(({ type, ...event }: WorkshopEvent) => send(type, event));
  response.on('close', unsubscribe);
}
