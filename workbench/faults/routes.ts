import express, { type RequestHandler } from 'express';
import type { AutoPauseSettings } from '../../emulator/index.ts';
import { checkSeed } from './check-fault.ts';
import type { FaultOrder, Faults } from './faults.ts';

/** What `faultRoutes` answers. */
export const FAULT_ROUTES = [
  'GET /faults',
  'POST /faults',
  'DELETE /faults',
  'DELETE /faults/:id',
  'PUT /faults/seed',
  'POST /pause',
  'POST /resume',
  'PUT /auto-pause',
];

/**
 * @returns faults on purpose over HTTP, which check what they are told; it calls `next` for what is not its own, and for
 *   errors: InvalidFaultError, and those of the parser of bodies.
 */
export function faultRoutes(faults: Faults): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  const json = express.json();
  router.get('/faults', (_request, response) => void response.json(faults.report()));
  router.post('/faults', json, (request, response) => {
    response.status(201).json(faults.add(request.body as FaultOrder));
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  router.delete('/faults/:id', ({ params: { id } }, response) => {
    if (faults.remove(id)) return void response.status(204).end();
    const ids = faults.list().map((fault) => fault.id);
    response.status(404).json({ message: `There is no fault ${id}, only: ${ids.join(', ') || 'none at all'}` });
  });
  router.put('/faults/seed', json, (request, response) => {
    faults.seed = checkSeed(request.body);
    response.status(204).end();
  });
  router.post('/pause', async (_request, response) => void response.json(await faults.pause()));
  router.post('/resume', (_request, response) => void response.json(faults.resume()));
  router.put('/auto-pause', json, (request, response) => {
    response.json(faults.autoPause(request.body as AutoPauseSettings));
  });
  return router;
}
