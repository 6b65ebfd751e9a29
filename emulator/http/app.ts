import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Hooks } from '../hooks.ts';
import { ServiceException } from '../model/exceptions.ts';
import { OPERATIONS } from '../operations/operations.ts';
import type { SharedContext } from '../session/context.ts';
import { answerOperations, type AnswerParts } from './answer-operations.ts';
import { answerSecretsManager } from './answer-secrets-manager.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { checkDoor } from './closed-door.ts';
import { setRequestId } from './request-id.ts';
import { respondError } from './respond-error.ts';

interface AppParts extends AnswerParts {
  readonly routes: Hooks['routes'];
}

/** The service's HTTP face: everything that a request may meet, in its order. */
export function createApp(context: SharedContext, { routes, ...parts }: AppParts): Express {
  const app = express();
  // Express is more forgiving and more talkative than the service by default.
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.use(enter(parts.calls));
  app.use(answerOperations(context, parts));
  app.post('/', answerSecretsManager(context.cluster, parts.readInput));
  if (routes !== undefined) app.use(routes);
  app.use(unknownOperation);
  app.use(respondError);
  return app;
}

/** What every request passes first. */
function enter(calls: CallsInFlight): RequestHandler {
  return (request, response, next) => {
    setRequestId(response);
    checkDoor(request);
    calls.admit(response);
    next();
  };
}

/** @throws ServiceException UnknownOperationException, as AWS's REST services answer (contract 9). */
function unknownOperation(request: Request): never {
  const known = OPERATIONS.map(({ path }) => `POST ${path}`).join(', ');
  throw new ServiceException('UnknownOperationException', `${request.method} ${request.url} is no operation: ${known}`);
}
