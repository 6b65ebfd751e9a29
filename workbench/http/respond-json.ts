import type { ErrorRequestHandler, Response } from 'express';
import { stringify } from 'lossless-json';

/** Answers with JSON for a person. Integers beyond 2^53 are written with all their digits. */
export function respondJson(response: Response, status: number, body: object): void {
  response
    .status(status)
    .setHeader('content-type', 'application/json')
    .end(`${stringify(body, undefined, 2)}\n`);
}

/**
 * @param isOfAsker whether whoever asked can mend it.
 * @returns what answers errors with their message: 400 for those of whoever asked, else 500.
 */
export function respondErrors(isOfAsker: (error: unknown) => boolean): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const message = error instanceof Error ? error.message : String(error);
    respondJson(response, isOfAsker(error) ? 400 : 500, { message });
  };
}
