import { findWorkbench } from './find-workbench.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';

interface Question {
  /** Without it, the workbench that `findWorkbench` finds. */
  readonly endpoint?: string | undefined;
  readonly body?: object;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/**
 * Asks the workbench that a command is for.
 *
 * @param path below the workbench's own path.
 * @throws Error where there is none, or it refuses; it says why.
 */
export async function askWorkbench<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { endpoint, body }: Question = {},
): Promise<Answer> {
  const url = `${(await findWorkbench(endpoint)).endpoint}${WORKBENCH_PATH}${path}`;
  const sent = body === undefined ? {} : { headers: JSON_HEADERS, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...sent });
  const answer = (await response.json().catch(() => ({}))) as { message?: string };
  if (response.ok) return answer as Answer;
  throw new Error(answer.message ?? `${url} answered ${response.status}`);
}
