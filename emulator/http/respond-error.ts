import type { NextFunction, Request, Response } from 'express';
import { EXCEPTIONS_WITHOUT_MEMBERS, ServiceException } from '../model/exceptions.ts';
import { SecretsManagerException } from '../secrets-manager/secrets-manager-exception.ts';
import { JSON_1_1, respond } from './respond.ts';

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
  if (error instanceof SecretsManagerException) return respond(response, 400, error.body, JSON_1_1);
  const { status, exception, body } = toErrorAnswer(toServiceException(error));
  response.setHeader('x-amzn-errortype', exception);
  respond(response, status, body);
}

/** @returns status, exception and body as they go over the wire. */
export function toErrorAnswer(exception: ServiceException): ErrorAnswer {
  const { name, status, message, members } = exception;
  const body = EXCEPTIONS_WITHOUT_MEMBERS.has(name) ? '{}' : JSON.stringify({ message, ...members });
  return { status, exception: name, message, body };
}

/** @returns what was thrown, in the service's terms; a fault of ours is told on standard error. */
export function toServiceException(error: unknown): ServiceException {
  if (error instanceof ServiceException) return error;
  console.error('Unexpected error in the emulator, answered as InternalServerErrorException:', error);
  return new ServiceException('InternalServerErrorException');
}
