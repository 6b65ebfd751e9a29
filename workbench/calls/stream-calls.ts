import type { Request, Response } from 'express';
import { stringify } from 'lossless-json';
import type { Calls } from './calls.ts';
import { toPredicate } from './filter.ts';
import { readFilter } from './read-filter.ts';
import type { RecordedCall } from './recorded-call.ts';

/** A sign of life for whatever stands between, in a comment that clients skip. */
const HEARTBEAT_MS = 15_000;
/** What may wait for a reader that is too slow before it is given up. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Sends every call from now on as a server-sent event, until the reader leaves or all ends. A reader that comes back with Last-Event-ID
 * first gets what it has missed.
 */
export function streamCalls(calls: Calls, ending: AbortSignal, request: Request, response: Response): void {
  const isMeant = toPredicate(readFilter(request.query));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const send = (call: RecordedCall): void => {
    if (!isMeant(call)) return;
    response.write(`id: ${call.id}\nevent: call\ndata: ${stringify(call)}\n\n`);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  };
  const lastId = Number(request.get('last-event-id') ?? Number.NaN);
  if (!Number.isNaN(lastId)) for (const call of calls.all({ after: lastId })) send(call);
  const unsubscribe = calls.subscribe((look) => send(look()));
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  const end = (): void => void response.end();
  ending.addEventListener('abort', end);
  response.on('close', () => {
    ending.removeEventListener('abort', end);
    clearInterval(heartbeat);
    unsubscribe();
  });
}
