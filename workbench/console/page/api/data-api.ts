import { decodeJson, PATHS, type OperationName } from '../../../../emulator/text.ts';
import { toJson } from './json.ts';
import { send } from './send.ts';

/** What came back, right or wrong. */
export interface Answer {
  readonly status: number;
  /** Decoded; integers beyond 2^53 are bigints. */
  readonly body: unknown;
  /** The refusal, where the answer is one. */
  readonly error?: { readonly name: string; readonly message: string };
  /** Seen from this page. */
  readonly durationMs: number;
}

/**
 * Calls the Data API, as a handler would.
 *
 * @param signal gives up waiting; the statement may go on.
 * @throws Error where no answer came; DOMException AbortError.
 */
export async function callDataApi(operation: OperationName, request: object, signal?: AbortSignal): Promise<Answer> {
  const started = performance.now();
  const response = await send(PATHS[operation], {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: toJson(request),
    ...(signal === undefined ? {} : { signal }),
  });
  const body = decodeJson((await response.text()) || '{}');
  const answer = { status: response.status, body, durationMs: performance.now() - started };
  if (response.ok) return answer;
  const name = (response.headers.get('x-amzn-errortype') ?? '').split(':')[0] ?? '';
  const { message = '' } = body as { message?: string };
  return { ...answer, error: { name, message } };
}

/** @throws Error with the message of a refusal. */
export async function callOrThrow(operation: OperationName, request: object): Promise<unknown> {
  const { body, error } = await callDataApi(operation, request);
  if (error !== undefined) throw new Error(`${error.name}: ${error.message}`);
  return body;
}
