import type { Request } from 'express';
import getRawBody from 'raw-body';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_REQUEST_BYTES } from '../model/limits.ts';
import { parseJson } from '../model/parse-json.ts';

/** Of the types that a page may send without asking, none is this one; other clients send it (contract 1.1). */
const JSON_TYPES = new Set(['application/json', 'application/x-amz-json-1.0', 'application/x-amz-json-1.1']);

/** A byte order mark, which some shells put first, is none of the text. The library's own decoders are slow. */
const DECODER = new TextDecoder('utf-8', { fatal: true });

/** Looks at the bytes before anything is made of them. */
type CheckBytes = (bytes: Buffer) => Promise<void>;

/** The body of a request. */
export interface Body {
  readonly text: string;
  /** What it says. */
  readonly value: unknown;
}

/**
 * Reads the JSON body within the limits; without a body, the request is an empty one, as in AWS's protocol.
 *
 * @throws ServiceException ValidationException for more than 4 MiB, SerializationException for what is not JSON in
 *   UTF-8.
 */
export async function readBody(request: Request, check?: CheckBytes): Promise<Body> {
  checkContentType(request);
  const bytes = await readBytes(request);
  if (check !== undefined) await check(bytes);
  const text = decode(bytes) || '{}';
  return { text, value: parseJson(text) };
}

/** Bytes of another encoding would be stored as U+FFFD, and nobody would know what they were (text: own). */
function decode(bytes: Buffer): string {
  try {
    return DECODER.decode(bytes);
  } catch {
    throw new ServiceException('SerializationException', 'The body is not UTF-8: send it in that encoding');
  }
}

function checkContentType(request: Request): void {
  const type = request.headers['content-type'];
  if (type !== undefined && !JSON_TYPES.has(type.split(';', 1)[0]?.trim().toLowerCase() ?? '')) {
    throw new ServiceException('SerializationException', `Content-Type must be application/json, got ${type}`);
  }
}

/** Headers count too (contract 6; text: own). */
async function readBytes(request: Request): Promise<Buffer> {
  const length = request.headers['content-length'] ?? null;
  const headerBytes = request.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  try {
    return await getRawBody(request, { limit: MAX_REQUEST_BYTES - headerBytes, length });
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') throw tooLarge();
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceException('SerializationException', `The body could not be read: ${reason}`);
  }
}

function tooLarge(): ServiceException {
  return new ServiceException(
    'ValidationException',
    `The request exceeds the size limit of ${MAX_REQUEST_BYTES} bytes, headers included`,
  );
}
