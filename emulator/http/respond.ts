import type { Response } from 'express';

/** The content type of services that speak AWS JSON 1.1: of those here, Secrets Manager. */
export const JSON_1_1 = 'application/x-amz-json-1.1';

/** Sends a JSON text with the headers of the service, and no others (contract 1.2). */
export function respond(
  response: Response,
  status: number,
  body: string | Buffer,
  contentType = 'application/json',
): void {
  response.statusCode = status;
  response.setHeader('content-type', contentType);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
