import express, { type Express, type Request, type Response } from 'express';
import type { CallObserver, Hooks } from '../hooks.ts';
import { ServiceException } from '../model/exceptions.ts';
import { OPERATIONS } from '../operations/operations.ts';
import type { Context } from '../session/context.ts';
import { authorize } from './authorize.ts';
import { answerOperation } from './answer-operation.ts';
import { closedDoor } from './closed-door.ts';
import { readBody } from './read-body.ts';
import { requestId } from './request-id.ts';
import { respondError } from './respond-error.ts';

/** The service's HTTP face: the middleware in the order in which a request passes it, and a route per operation. */
export function createApp(context: Context, observer: CallObserver, routes: Hooks['routes']): Express {
  const app = express();
  // Express is more forgiving and more talkative than the service by default.
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.use(requestId, closedDoor);
  for (const operation of OPERATIONS) {
    app.post(operation.path, ...readBody, authorize, answerOperation(operation, context, observer));
  }
  if (routes !== undefined) app.use(routes);
  app.use(unknownOperation);
  app.use(respondError);
  return app;
}

/** @throws ServiceException UnknownOperationException, as AWS's REST services answer (contract 9). */
function unknownOperation(request: Request, _response: Response): never {
  const known = OPERATIONS.map(({ path }) => `POST ${path}`).join(', ');
  throw new ServiceException(
    'UnknownOperationException',
    `${request.method} ${request.path} is no operation: ${known}`,
  );
}
