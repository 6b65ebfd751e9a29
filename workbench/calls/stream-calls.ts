import type { Request, Response } from 'express';
import { sendEvents } from '../http/send-events.ts';
import type { Calls } from './calls.ts';
import { toPredicate } from './filter.ts';
import { readFilter } from './read-filter.ts';
import type { RecordedCall } from './recorded-call.ts';

/**
 * Sends every call from now on as a server-sent event, until the reader leaves or all ends. A reader that comes back with Last-Event-ID
 * first gets what it has missed.
 */
export function streamCalls(calls: Calls, ending: AbortSignal, request: Request, response: Response): void {
  const isMeant = toPredicate(readFilter(request.query));
  const sendEvent = sendEvents(response, ending);
  const send = (call: RecordedCall): void => {
    if (isMeant(call)) sendEvent('call', call, call.id);
  };
  const lastId = Number(request.get('last-event-id') ?? Number.NaN);
  if (!Number.isNaN(lastId)) for (const call of calls.all({ after: lastId })) send(call);
  const unsubscribe = calls.subscribe((look) => send(look()));
  response.on('close', unsubscribe);
}
