import type { Response } from 'express';

/** Sends a JSON text with the headers of the service, and no others (contract 1.2). */
export function respond(response: Response, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
