import { stringify } from 'lossless-json';
import type { ServerResponse } from 'node:http';

/** A sign of life for whatever stands between, in a comment that clients skip. */
const HEARTBEAT_MS = 15_000;
/** What may wait for a reader that is too slow before it is given up. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Sends one event.
 *
 * @param data becomes JSON; integers beyond 2^53 are written with all their digits.
 * @param id by which a reader that comes back says what it has.
 */
export type SendEvent = (type: string, data: object, id?: number) => void;

/**
 * Begins an answer of server-sent events, which goes on until the reader leaves, is too slow, or all ends.
 *
 * @param ending tells when all ends.
 */
export function sendEvents(response: ServerResponse, ending: AbortSignal): SendEvent {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  const end = (): void => {
    clearInterval(heartbeat);
    response.end();
  };
  ending.addEventListener('abort', end);
  if (ending.aborted) end();
  response.on('close', () => {
    ending.removeEventListener('abort', end);
    clearInterval(heartbeat);
  });
  return (type, data, id) => {
    if (response.writableEnded) return;
    response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${stringify(data)}\n\n`);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  };
}
