import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Gives every answer, errors too, the id by which AWS names a request (contract 1.2). */
export function requestId(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-amzn-requestid', randomUUID());
  next();
}
