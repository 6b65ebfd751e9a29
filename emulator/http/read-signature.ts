import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';

/** The names by which the services sign. */
export type Service = 'rds-data' | 'secretsmanager';

/** What a request says of its signature, in its header Authorization. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20250101`, of the scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Names in lower case. */
  readonly signedHeaders: ReadonlySet<string>;
  /** 64 hexadecimal digits. */
  readonly value: string;
  /** `20250101T235959Z`, of the header X-Amz-Date: a time that there is. */
  readonly time: string;
}

const TIME = /^\d{8}T\d{6}Z$/;

/**
 * Takes the header apart. Signatures in the query are not read: the service's calls have none.
 *
 * @throws ServiceException MissingAuthenticationTokenException, IncompleteSignatureException.
 */
export function readSignature({ headers }: Request): Signature {
  const { authorization, 'x-amz-date': time } = headers;
  if (authorization === undefined) {
    throw new ServiceException('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const parts = new Map([...authorization.matchAll(/(Credential|SignedHeaders|Signature)=([^,\s]+)/g)].map(toPair));
  const [accessKeyId, date, region, service, kind, ...rest] = parts.get('Credential')?.split('/') ?? [];
  const value = parts.get('Signature') ?? '';
  const signedHeaders = new Set(parts.get('SignedHeaders')?.split(';'));
  const isWhole =
    authorization.startsWith('AWS4-HMAC-SHA256 ') &&
    signedHeaders.size > 0 &&
    /^[\da-f]{64}$/.test(value) &&
    kind === 'aws4_request' &&
    rest.length === 0;
  if (!isWhole || !accessKeyId || !date || !region || !service || typeof time !== 'string' || !isTime(time)) {
    throw incomplete();
  }
  return { accessKeyId, date, region, service, signedHeaders, value, time };
}

/** @param time `20250101T235959Z` */
export function toDate(time: string): Date {
  return new Date(time.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'));
}

/** There is no 99th month. */
function isTime(text: string): boolean {
  return TIME.test(text) && !Number.isNaN(toDate(text).getTime());
}

function toPair([, name = '', value = '']: RegExpExecArray): readonly [string, string] {
  return [name, value];
}

/** What came is left out: half a signature is still a secret to somebody. */
function incomplete(): ServiceException {
  return new ServiceException(
    'IncompleteSignatureException',
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of a 'X-Amz-Date' header.",
  );
}
