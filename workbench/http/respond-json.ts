import type { ErrorRequestHandler, Response } from 'express';
import { stringify } from 'lossless-json';

/** Answers with JSON for a person. Integers beyond 2^53 are written with all their digits. */
export function respondJson(response: Response, status: number, body: object): void {
  respondJsonText(response, status, `${stringify(body, undefined, 2)}\n`);
}

/** Answers with JSON that is text already. */
export function respondJsonText(response: Response, status: number, text: string): void {
  response.status(status).setHeader('content-type', 'application/json').end(text);
}

/**
 * @param statusOf of an error that is not for us to mend; undefined for one that is.
 * @returns what answers errors with their message and their status, or 500.
 */
export function respondErrors(statusOf: (error: unknown) => number | undefined): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const message = error instanceof Error ? error.message : String(error);
    respondJson(response, statusOf(error) ?? 500, { message });
  };
}
