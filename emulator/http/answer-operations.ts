import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Call, CallContent, CallObserver, Disturb } from '../hooks.ts';
import { checkShape } from '../model/check-shape.ts';
import { OPERATIONS, type Operation } from '../operations/operations.ts';
import type { Json } from '../result/json-object.ts';
import { CallContext, type SharedContext } from '../session/context.ts';
import type { CallToDisturb } from '../session/disturbance.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { ReadInput } from './read-input.ts';
import { respond } from './respond.ts';
import { toErrorAnswer, toServiceException, type ErrorAnswer } from './respond-error.ts';
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
    return operation === undefined ? next() : new HttpCall(operation, request, response).answer(context, parts);
  };
}

/**
 * A request for an operation, and its answer.
 *
 * Objects that live as long as a call are made by classes and by literals without a spread, here and below: V8 puts an
 * object like `{ ...parts, request }` among the old ones, and all that it holds on to stays in memory with it until
 * those are looked through. That was a tenth of the time of a small call.
 */
class HttpCall {
  readonly #operation: Operation;
  readonly #request: Request;
  readonly #response: Response;
  readonly #started = performance.now();
  readonly #unknownMembers: string[] = [];
  #time = 0;
  #input: unknown;
  #text = '';
  #faults: readonly string[] | undefined;

  constructor(operation: Operation, request: Request, response: Response) {
    this.#operation = operation;
    this.#request = request;
    this.#response = response;
  }

  /** Body, authorization, shape, operation, answer. The observer is told of everything that could be read and was allowed. */
  async answer(shared: SharedContext, { observer, calls, readInput, disturb }: AnswerParts): Promise<void> {
    const context = new CallContext(shared, calls.add(this.#response));
    this.#time = shared.clock.now();
    const { text, value } = await readInput(this.#request, 'rds-data');
    this.#text = text;
    this.#input = value;
    try {
      checkShape(this.#input, this.#operation.shape, this.#unknownMembers);
      const body = await this.#run(context, disturb);
      respond(this.#response, 200, body);
      observer.called(this.#toCall(200), this.#toContent(body));
    } catch (error) {
      const exception = toServiceException(error);
      const answer = toErrorAnswer(exception);
      observer.called(this.#toCall(answer.status, answer), this.#toContent(answer.body));
      throw exception;
    }
  }

  /** Runs the operation, with what is done to it on purpose. */
  #run(context: CallContext, disturb: Disturb | undefined): Promise<Json> {
    if (disturb === undefined) return this.#operation.run(this.#input, context);
    // Its shape was checked: it is an object.
    const request = this.#input as CallToDisturb['request'];
    const call = { operation: this.#operation.name, request, time: context.clock.elapsed() };
    const disturbance = disturb(call);
    if (disturbance === undefined) return this.#operation.run(request, context);
    this.#faults = disturbance.faults;
    return runDisturbed(this.#operation, call, disturbance, { context, response: this.#response });
  }

  #toCall(status: number, error?: ErrorAnswer): Call {
    const { 'user-agent': userAgent, 'x-amzn-trace-id': traceId } = this.#request.headers;
    return {
      operation: this.#operation.name,
      userAgent,
      traceId: typeof traceId === 'string' ? traceId : undefined,
      time: this.#time,
      durationMs: performance.now() - this.#started,
      status,
      exception: error?.exception,
      message: error?.message,
      unknownMembers: this.#unknownMembers,
      faults: this.#faults,
    };
  }

  #toContent(body: Json): CallContent {
    return { request: this.#input, requestText: this.#text, body };
  }
}
