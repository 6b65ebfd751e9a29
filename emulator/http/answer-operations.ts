import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Call, CallObserver, Disturb } from '../hooks.ts';
import { checkShape } from '../model/check-shape.ts';
import { OPERATIONS, type Operation } from '../operations/operations.ts';
import type { Json } from '../result/json-object.ts';
import type { Context, SharedContext } from '../session/context.ts';
import type { CallToDisturb } from '../session/disturbance.ts';
import { callerOf, type Caller } from './caller.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { ReadInput } from './read-input.ts';
import { respond } from './respond.ts';
import { toErrorAnswer, toServiceException } from './respond-error.ts';
import { runDisturbed } from './run-disturbed.ts';

/** What answering takes beside the context. */
export interface AnswerParts {
  readonly observer: CallObserver;
  readonly calls: CallsInFlight;
  readonly readInput: ReadInput;
  readonly disturb: Disturb | undefined;
}

/** Answers the service's operations, each a POST to its path, letter by letter; all else goes on to `next`. */
export function answerOperations(context: SharedContext, parts: AnswerParts): RequestHandler {
  const operations = new Map(OPERATIONS.map((operation) => [operation.path, operation]));
  return (request: Request, response: Response, next: NextFunction): Promise<void> | void => {
    const operation = request.method === 'POST' ? operations.get(request.url) : undefined;
    return operation === undefined ? next() : answerOperation(operation, { ...parts, request, response, context });
  };
}

interface Exchange extends AnswerParts {
  readonly request: Request;
  readonly response: Response;
  readonly context: SharedContext;
}

/** Body, authorization, shape, operation, answer. The observer is told of everything that could be read and was allowed. */
async function answerOperation(
  operation: Operation,
  { request, response, context, observer, readInput, disturb, calls }: Exchange,
): Promise<void> {
  const inFlight = calls.add(response);
  const started = performance.now();
  const time = context.clock.now();
  const input = await readInput(request, 'rds-data');
  const call: CallToRecord = { operation: operation.name, request: input, time, ...callerOf(request) };
  try {
    const unknownMembers = checkShape(input, operation.shape);
    const body = await run(operation, call, { response, context: { ...context, call: inFlight }, disturb });
    respond(response, 200, body);
    observer.called({ ...call, unknownMembers, status: 200, body, durationMs: performance.now() - started });
  } catch (error) {
    const exception = toServiceException(error);
    const answer = toErrorAnswer(exception);
    observer.called({ ...call, unknownMembers: [], ...answer, durationMs: performance.now() - started });
    throw exception;
  }
}

/** What is known of a call before it is answered. */
type CallToRecord = Pick<Call, 'operation' | 'request' | 'time'> & Caller & { faults?: readonly string[] };

/** Runs the operation, with what is done to it on purpose. */
function run(
  operation: Operation,
  call: CallToRecord,
  { response, context, disturb }: Pick<Exchange, 'response' | 'disturb'> & { context: Context },
): Promise<Json> {
  // Its shape was checked: it is an object.
  const known = call as CallToDisturb;
  const disturbance = disturb?.(known);
  if (disturbance === undefined) return operation.run(call.request, context);
  call.faults = disturbance.faults;
  return runDisturbed(operation, known, disturbance, { context, response });
}
