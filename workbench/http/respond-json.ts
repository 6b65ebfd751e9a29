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
 * A body that cannot be read is the caller's to mend, and told with the status that its parser gives it.
 *
 * @param statusOf of another error that is not for us to mend; undefined for one that is.
 * @returns what answers errors with their message and their status, or 500.
 */
export function respondErrors(statusOf: (error: unknown) => number | undefined): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const message = error instanceof Error ? error.message : String(error);
    if (isOfBody(error)) respondJson(response, error.status, { message: `The body cannot be read: ${message}` });
    else respondJson(response, statusOf(error) ?? 500, { message });
  };
}

/** Parsers of bodies alone say of an error that it is to be shown. */
function isOfBody(error: unknown): error is { readonly status: number } {
  return error instanceof Error && 'expose' in error && error.expose === true && 'status' in error;
}
