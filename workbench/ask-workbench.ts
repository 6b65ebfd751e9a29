import { WORKBENCH_PATH } from './workbench-path.ts';
import { findRunningWorkbench } from './running-workbench.ts';

interface Question {
  /** Without it, the workbench that is up. */
  readonly endpoint?: string | undefined;
  readonly body?: object;
}

/**
 * Asks the workbench that is up, as the command line does.
 *
 * @param path below the workbench's own path.
 * @throws Error where there is none, or it refuses; it says why.
 */
export async function askWorkbench<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { endpoint, body }: Question = {},
): Promise<Answer> {
  const base = endpoint ?? (await findEndpoint());
  const url = `${base}${WORKBENCH_PATH}${path}`;
  const sent = body === undefined ? {} : { headers: JSON_HEADERS, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...sent }).catch((error: unknown) => {
    throw new Error(`Nobody answers at ${base}`, { cause: error });
  });
  const answer = (await response.json().catch(() => ({}))) as { message?: string };
  if (response.ok) return answer as Answer;
  throw new Error(`${url} answered ${response.status}: ${answer.message ?? 'it is no workbench'}`);
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Below `exec`, the command's own workbench is in its environment. */
async function findEndpoint(): Promise<string> {
  const endpoint = process.env['AWS_ENDPOINT_URL_RDS_DATA'] ?? (await findRunningWorkbench())?.endpoint;
  if (endpoint !== undefined) return endpoint;
  throw new Error('No workbench is up. Start one: workbench start, or npm start');
}
