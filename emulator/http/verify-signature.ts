import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';
import type { Credentials } from './credentials.ts';
import { readSignature, toDate, type Service, type Signature } from './read-signature.ts';

const MAX_SKEW_MS = 5 * 60_000;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

interface Call {
  readonly request: Request;
  readonly body: Buffer;
  readonly service: Service;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Signs the request anew, as it came, with the credentials that it should have been signed with, and compares.
 *
 * @throws ServiceException in the order and the words of AWS's other services (texts: AWS's guide to signature errors).
 */
export async function verifySignature(credentials: Credentials, { request, body, service, now }: Call): Promise<void> {
  const signature = readSignature(request);
  if (signature.accessKeyId !== credentials.accessKeyId || 'x-amz-security-token' in request.headers) {
    throw new ServiceException('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  checkScope(signature, credentials.region, service);
  checkTime(signature, now);
  checkSignedHeaders(signature, request);
  const declared = request.headers['x-amz-content-sha256'];
  const isWhole = declared === undefined || declared === createHash('sha256').update(body).digest('hex');
  const expected = await sign(credentials, signature, { request, body, service, now });
  if (!isWhole || !timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(signature.value, 'hex'))) {
    throw refused(MISMATCH);
  }
}

function checkScope({ date, region, service, time }: Signature, wantedRegion: string, wantedService: Service): void {
  if (region !== wantedRegion) throw refused(`Credential should be scoped to a valid region, not '${region}'.`);
  if (service !== wantedService) throw refused(`Credential should be scoped to correct service: '${wantedService}'.`);
  if (date === time.slice(0, 8)) return;
  throw refused(
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${time.slice(0, 8)}', from '${time}'.`,
  );
}

function checkTime({ time }: Signature, now: number): void {
  const signedAt = toDate(time).getTime();
  const [earliest, latest] = [now - MAX_SKEW_MS, now + MAX_SKEW_MS];
  if (signedAt < earliest) {
    throw refused(`Signature expired: ${time} is now earlier than ${toText(earliest)} (${toText(now)} - 5 min.)`);
  }
  if (signedAt > latest) {
    throw refused(`Signature not yet current: ${time} is still later than ${toText(latest)} (${toText(now)} + 5 min.)`);
  }
}

/** What says where a request goes, and what is AWS's own, may not be changed by anybody in between. */
function checkSignedHeaders({ signedHeaders }: Signature, { headers }: Request): void {
  const needed = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const missing = needed.find((name) => !signedHeaders.has(name));
  if (missing !== undefined) throw refused(`'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
}

async function sign(credentials: Credentials, signature: Signature, { request, body, service }: Call): Promise<string> {
  const { region, ...keys } = credentials;
  const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256, applyChecksum: false });
  const signed = Object.entries(request.headers).filter(([name]) => signature.signedHeaders.has(name));
  const headers = Object.fromEntries(signed.map(([name, value]) => [name, String(value)]));
  const again = await signer.sign(
    { method: request.method, protocol: 'http:', hostname: '', path: request.path, query: {}, headers, body },
    { signingDate: toDate(signature.time), signableHeaders: new Set(signature.signedHeaders) },
  );
  return again.headers['authorization']?.slice(-64) ?? '';
}

function toText(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function refused(message: string): ServiceException {
  return new ServiceException('InvalidSignatureException', message);
}
