import type { Request, RequestHandler, Response } from 'express';
import type { CallObserver } from '../hooks.ts';
import { checkShape } from '../model/check-shape.ts';
import type { Operation } from '../operations/operations.ts';
import type { Context } from '../session/context.ts';
import { respond } from './respond.ts';
import { toErrorAnswer, type ErrorAnswer } from './respond-error.ts';

/** The last step of a request: the shape check, the operation, the answer; whatever happens, the observer is told. */
export function answerOperation(operation: Operation, context: Context, observer: CallObserver): RequestHandler {
  return async (request: Request, response: Response): Promise<void> => {
    const started = performance.now();
    const call = { operation: operation.name, request: request.body as unknown, time: context.clock.now() };
    try {
      const unknownMembers = checkShape(request.body, operation.shape);
      const body = await operation.run(request.body, context);
      respond(response, 200, body);
      observer.called({ ...call, unknownMembers, status: 200, body, durationMs: performance.now() - started });
    } catch (error) {
      const answer: ErrorAnswer = toErrorAnswer(error);
      observer.called({ ...call, unknownMembers: [], ...answer, durationMs: performance.now() - started });
      throw error;
    }
  };
}
