import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { ServiceException } from '../model/exceptions.ts';
import { toErrorAnswer } from './respond-error.ts';

/** A client may still be sending: were the connection cut off at once, it would lose the answer. */
const LINGER_MS = 1000;

/**
 * Answers what never became a request: broken HTTP, headers that are too long, a sender who takes too long. Node's own
 * answers are empty, and no SDK can read them.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (socket.writableEnded) return;
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  socket.end(toHttp(toException(error)));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Texts: own. */
function toException({ code, message }: NodeJS.ErrnoException): ServiceException {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ServiceException('SerializationException', 'The request did not arrive in time: send it faster');
    case 'HPE_HEADER_OVERFLOW':
      return new ServiceException('ValidationException', 'The headers exceed the size limit of 16 KiB');
    default:
      return new ServiceException('SerializationException', `The request is not HTTP: ${message}`);
  }
}

function toHttp(exception: ServiceException): string {
  const { body } = toErrorAnswer(exception);
  const lines = [
    `HTTP/1.1 ${exception.status} Bad Request`,
    `x-amzn-requestid: ${randomUUID()}`,
    `x-amzn-errortype: ${exception.name}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `date: ${new Date().toUTCString()}`,
    'connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
