import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Outcome } from './container.ts';
import { toFunctionName } from './function-name.ts';
import { toFunctionArn, type Functions } from './functions.ts';
import { InvokeException } from './invoke-exception.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { toLogTail } from './log-tail.ts';

const PATH = '/2015-03-31/functions/:name/invocations';
/** Of an invocation that is waited for. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;

/** An invocation that took place, reported when its outcome is known; the caller may not have the answer yet. */
export interface Invocation {
  readonly functionName: string;
  readonly outcome: Outcome;
}

type NamedRequest = Request<{ name: string }>;

/** Lambda's operation Invoke, for the functions of the workshop, as the SDKs and the AWS CLI call it. */
export function invokeRoute(functions: Functions, invoked: (invocation: Invocation) => void): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.post(PATH, express.raw({ type: () => true, limit: MAX_EVENT_BYTES }), answer(functions, invoked));
  // Not for the path alone: a name that cannot be decoded matches no path.
  router.use(respondException);
  return router;
}

function answer(functions: Functions, invoked: (invocation: Invocation) => void): RequestHandler<{ name: string }> {
  return async (request, response) => {
    const functionName = toName(request.params.name);
    const target = find(functions, functionName);
    const event = toEvent(request.body);
    const run = async (): Promise<Outcome> => {
      const outcome = await target.invoke(event);
      invoked({ functionName, outcome });
      return outcome;
    };
    await invokeAs(request.get('x-amz-invocation-type') ?? 'RequestResponse', run, request, response);
  };
}

async function invokeAs(
  type: string,
  run: () => Promise<Outcome>,
  request: NamedRequest,
  response: Response,
): Promise<void> {
  if (type === 'RequestResponse') return respondOutcome(await run(), request, response);
  if (type === 'DryRun') return void response.status(204).end();
  if (type !== 'Event') {
    throw new InvokeException('InvalidParameterValueException', `Invocation type ${type} is unknown`);
  }
  // Nobody waits for it any more, so nobody else would hear of what goes wrong.
  run().catch((error: unknown) => console.error('An invocation that was answered before it ran went wrong:', error));
  response.status(202).end();
}

function toName(text: string): string {
  const name = toFunctionName(text);
  if (name !== undefined) return name;
  throw new InvokeException(
    'ValidationException',
    `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must be the name or the ARN of a function`,
  );
}

function find(functions: Functions, name: string): LambdaFunction {
  const found = functions.find(name);
  if (found !== undefined) return found;
  throw new InvokeException('ResourceNotFoundException', `Function not found: ${toFunctionArn(name)}`);
}

function toEvent(body: unknown): string {
  // Without a body there is no buffer; the function gets an empty event then.
  const text = Buffer.isBuffer(body) && body.length > 0 ? body.toString('utf8') : '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvokeException('InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
  }
}

function respondOutcome(outcome: Outcome, request: NamedRequest, response: Response): void {
  response.setHeader('x-amz-executed-version', '$LATEST');
  if (outcome.error !== undefined) response.setHeader('x-amz-function-error', 'Unhandled');
  if (request.get('x-amz-log-type') === 'Tail') response.setHeader('x-amz-log-result', toLogTail(outcome));
  respondJson(response, 200, outcome.payload);
}

function respondException(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const exception = error instanceof InvokeException ? error : toException(error);
  if (exception === undefined) return next(error);
  response.setHeader('x-amzn-errortype', exception.name);
  respondJson(response, exception.status, JSON.stringify({ Type: 'User', Message: exception.message }));
}

/** @returns what Express found wrong with a request, in Lambda's terms; undefined for a fault of ours. */
function toException(error: unknown): InvokeException | undefined {
  if (!(error instanceof Error && 'status' in error && Number(error.status) < 500)) return undefined;
  return error.status === 413
    ? new InvokeException(
        'RequestTooLargeException',
        `Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation`,
      )
    : new InvokeException('InvalidRequestContentException', `Could not read the request: ${error.message}`);
}

function respondJson(response: Response, status: number, body: string): void {
  response.status(status).setHeader('content-type', 'application/json').end(body);
}
