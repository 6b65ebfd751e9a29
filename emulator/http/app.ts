import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Hooks } from '../hooks.ts';
import { ServiceException } from '../model/exceptions.ts';
import { OPERATIONS } from '../operations/operations.ts';
import type { Context } from '../session/context.ts';
import { answerOperations, type AnswerParts } from './answer-operations.ts';
import { answerSecretsManager } from './answer-secrets-manager.ts';
import { checkDoor } from './closed-door.ts';
import { setRequestId } from './request-id.ts';
import { respondError } from './respond-error.ts';

interface AppParts extends AnswerParts {
  readonly routes: Hooks['routes'];
}

/** The service's HTTP face: everything that a request may meet, in its order. */
export function createApp(context: Context, { routes, ...parts }: AppParts): Express {
  const app = express();
  // Express is more forgiving and more talkative than the service by default.
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.use(enter);
  app.use(answerOperations(context, parts));
  app.post('/', answerSecretsManager(context.cluster, parts.readInput));
  if (routes !== undefined) app.use(routes);
  app.use(unknownOperation);
  app.use(respondError);
  return app;
}

/** What every request passes first. */
function enter(request: Request, response: Response, next: NextFunction): void {
  setRequestId(response);
  checkDoor(request);
  next();
}

/** @throws ServiceException UnknownOperationException, as AWS's REST services answer (contract 9). */
function unknownOperation(request: Request, _response: Response): never {
  const known = OPERATIONS.map(({ path }) => `POST ${path}`).join(', ');
  throw new ServiceException('UnknownOperationException', `${request.method} ${request.url} is no operation: ${known}`);
}
