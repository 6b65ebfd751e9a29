import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { CallObserver } from '../hooks.ts';
import { checkShape } from '../model/check-shape.ts';
import { OPERATIONS, type Operation } from '../operations/operations.ts';
import type { Context } from '../session/context.ts';
import { authorize } from './authorize.ts';
import { readBody } from './read-body.ts';
import { respond } from './respond.ts';
import { toErrorAnswer, toServiceException } from './respond-error.ts';

/** Answers the service's operations, each a POST to its path, letter by letter; all else goes on to `next`. */
export function answerOperations(context: Context, observer: CallObserver): RequestHandler {
  const operations = new Map(OPERATIONS.map((operation) => [operation.path, operation]));
  return (request: Request, response: Response, next: NextFunction): Promise<void> | void => {
    const operation = request.method === 'POST' ? operations.get(request.url) : undefined;
    return operation === undefined ? next() : answerOperation(operation, { request, response, context, observer });
  };
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly context: Context;
  readonly observer: CallObserver;
}

/** Body, authorization, shape, operation, answer. The observer is told of everything that could be read and was allowed. */
async function answerOperation(
  operation: Operation,
  { request, response, context, observer }: Exchange,
): Promise<void> {
  const started = performance.now();
  const time = context.clock.now();
  const input = await readBody(request);
  authorize(request, 'rds-data');
  const call = { operation: operation.name, request: input, time };
  try {
    const unknownMembers = checkShape(input, operation.shape);
    const body = await operation.run(input, context);
    respond(response, 200, body);
    observer.called({ ...call, unknownMembers, status: 200, body, durationMs: performance.now() - started });
  } catch (error) {
    const exception = toServiceException(error);
    const answer = toErrorAnswer(exception);
    observer.called({ ...call, unknownMembers: [], ...answer, durationMs: performance.now() - started });
    throw exception;
  }
}
