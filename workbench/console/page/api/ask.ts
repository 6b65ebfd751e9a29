import { decodeJson } from '../../../../emulator/text.ts';
import { toJson } from './json.ts';
import { send } from './send.ts';

/**
 * Calls one of the workbench's own routes.
 *
 * @param path below `/_workbench`: `/calls`.
 * @param body sent as JSON.
 * @returns the decoded answer; undefined where there is none (204).
 * @throws Error with the message of an answer that is none of success, or where none came.
 */
export async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { body: toJson(body), headers: { 'content-type': 'application/json' } };
  const response = await send(`/_workbench${path}`, { method, ...init });
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : decodeJson(text);
  throw new Error(toMessage(text));
}

function toMessage(text: string): string {
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}
