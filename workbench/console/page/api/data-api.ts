import { decodeJson } from '../../../../emulator/text.ts';
import { toJson } from './json.ts';
import { send } from './send.ts';

/** The paths of the operations (contract 1.1). */
export const PATHS = {
  ExecuteStatement: '/Execute',
  BatchExecuteStatement: '/BatchExecute',
  BeginTransaction: '/BeginTransaction',
  CommitTransaction: '/CommitTransaction',
  RollbackTransaction: '/RollbackTransaction',
  ExecuteSql: '/ExecuteSql',
} as const;

/** The name of an operation. */
export type Operation = keyof typeof PATHS;

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
export async function callDataApi(operation: Operation, request: object, signal?: AbortSignal): Promise<Answer> {
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
export async function callOrThrow(operation: Operation, request: object): Promise<unknown> {
  const { body, error } = await callDataApi(operation, request);
  if (error !== undefined) throw new Error(`${error.name}: ${error.message}`);
  return body;
}
