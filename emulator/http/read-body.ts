import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_REQUEST_BYTES } from '../model/limits.ts';
import { parseJson } from './parse-json.ts';

/** Of the types that a page may send without asking, none is this one; other clients send it (contract 1.1). */
const JSON_TYPES = ['application/json', 'application/x-amz-json-1.0', 'application/x-amz-json-1.1'];

/** Reads the JSON body into `request.body`, within the limits. */
export const readBody: readonly RequestHandler[] = [
  checkSize,
  checkContentType,
  express.raw({ type: () => true, limit: MAX_REQUEST_BYTES, inflate: false }),
  decode,
];

/** @throws ServiceException ValidationException for more than 4 MiB: headers count too (contract 6; text: own). */
function checkSize(request: Request, _response: Response, next: NextFunction): void {
  const headerBytes = request.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (headerBytes + Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) throw tooLarge();
  next();
}

/** @throws ServiceException SerializationException for a body that does not call itself JSON. */
function checkContentType(request: Request, _response: Response, next: NextFunction): void {
  const type = request.headers['content-type'];
  if (type !== undefined && !JSON_TYPES.includes(type.split(';', 1)[0]?.trim().toLowerCase() ?? '')) {
    throw new ServiceException('SerializationException', `Content-Type must be application/json, got ${type}`);
  }
  next();
}

/** @throws ServiceException SerializationException for a body that is not a JSON object. */
function decode(request: Request, _response: Response, next: NextFunction): void {
  // Without a body there is no buffer; an empty one is an empty request, as in AWS's protocol.
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  request.body = text === '' ? {} : parseJson(text);
  next();
}

/** What the body reader of Express fails with, in the service's terms. */
export function toBodyException(error: { type?: unknown; message: string }): ServiceException {
  if (error.type === 'entity.too.large') return tooLarge();
  return new ServiceException('SerializationException', `The body could not be read: ${error.message}`);
}

function tooLarge(): ServiceException {
  return new ServiceException(
    'ValidationException',
    `The request exceeds the size limit of ${MAX_REQUEST_BYTES} bytes, headers included`,
  );
}
