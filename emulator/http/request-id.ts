import { randomUUID } from 'node:crypto';
import type { Response } from 'express';

/** Gives an answer, an error too, the id by which AWS names a request (contract 1.2). */
export function setRequestId(response: Response): void {
  response.setHeader('x-amzn-requestid', randomUUID());
}
