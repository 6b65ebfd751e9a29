// What runs inside a container around the handler: bundled with it, in a process of its own.
import { RuntimeError, toLambdaError } from './lambda-error.ts';
import type { ContainerMessage, InvocationMessage } from './messages.ts';
import { traceInvocation } from './trace-id.ts';

/** Kept from the handler, as on Lambda, where no process has started it: what a library would send is none of our messages. */
const sendToParent = process.send?.bind(process);
delete process.send;

type Handler = (event: unknown, context: object) => unknown;

/**
 * Loads a handler once and answers invocations, one after another, until the process that started this one is gone.
 *
 * @param load imports the module that exports `handler`.
 */
export function serve(load: () => Promise<{ handler?: unknown }>): void {
  sendWhatIsPrinted();
  process.on('unhandledRejection', (reason) => {
    const error = new RuntimeError('Runtime.UnhandledPromiseRejection', toLambdaError(reason).errorMessage);
    endWith(reason instanceof Error ? Object.assign(error, { stack: reason.stack }) : error);
  });
  process.on('uncaughtException', endWith);
  process.on('disconnect', () => process.exit());
  const handler = load().then(toHandler);
  // Whoever invokes is told; until then it must not count as unhandled.
  handler.catch(() => undefined);
  process.on('message', (message) => void answer(handler, message as InvocationMessage));
}

function toHandler({ handler }: { handler?: unknown }): Handler {
  if (typeof handler === 'function') return handler as Handler;
  throw new RuntimeError('Runtime.HandlerNotFound', 'handler is undefined or not exported');
}

async function answer(loading: Promise<Handler>, message: InvocationMessage): Promise<void> {
  let handler: Handler;
  try {
    handler = await loading;
  } catch (error) {
    return endWith(error);
  }
  traceInvocation(message.functionName);
  try {
    const result = await handler(JSON.parse(message.event), toContext(message));
    send({ payload: toPayload(result) });
  } catch (error) {
    send({ error: toLambdaError(error), isOver: false });
  }
}

function toContext({ requestId, functionName, functionArn, timeoutMs }: InvocationMessage): object {
  const deadline = Date.now() + timeoutMs;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    memoryLimitInMB: '128',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/** What JSON has no text for, such as a function, is answered as nothing is. */
function toPayload(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    throw new RuntimeError('Runtime.MarshalError', 'Unable to stringify response body');
  }
}

function endWith(error: unknown): void {
  send({ error: toLambdaError(error), isOver: true }, () => process.exit(1));
}

function send(message: ContainerMessage, sent?: () => void): void {
  sendToParent?.(message, undefined, undefined, sent);
}

/** By the same way as the answers, so that what was printed before an answer comes before it. */
function sendWhatIsPrinted(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      send({ log: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
      const written = rest.find((argument) => typeof argument === 'function');
      if (written !== undefined) process.nextTick(written);
      return true;
    };
  }
}
