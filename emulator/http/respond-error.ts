import type { NextFunction, Request, Response } from 'express';
import { EXCEPTIONS_WITHOUT_MEMBERS, ServiceException } from '../model/exceptions.ts';
import { toBodyException } from './read-body.ts';
import { respond } from './respond.ts';

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly exception: string;
  readonly message: string;
  readonly body: string;
}

/** The only place where an error becomes HTTP (contract 1.4): the name in a header, the message in the body. */
export function respondError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, exception, body } = toErrorAnswer(error);
  response.setHeader('x-amzn-errortype', exception);
  respond(response, status, body);
}

/** @returns status, exception and body for anything that was thrown. */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  const exception = toServiceException(error);
  const { name, status, message, members } = exception;
  const body = EXCEPTIONS_WITHOUT_MEMBERS.has(name) ? '{}' : JSON.stringify({ message, ...members });
  return { status, exception: name, message, body };
}

function toServiceException(error: unknown): ServiceException {
  if (error instanceof ServiceException) return error;
  // The body reader's errors have a type and a status; anything else is a fault of ours.
  if (error instanceof Error && 'type' in error && 'status' in error) return toBodyException(error);
  console.error('Unexpected error in the emulator, answered as InternalServerErrorException:', error);
  return new ServiceException('InternalServerErrorException');
}
