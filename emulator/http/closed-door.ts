import { isIP } from 'node:net';
import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';
import { checkSender } from './browser-request.ts';

/** Names by which containers reach their host; they are never in public DNS. */
const HOST_NAMES = new Set(['host.docker.internal', 'host.containers.internal']);
/**
 * Addresses that mean none in particular, and lead to this machine all the same. To browsers they are no names of it: of
 * an image there they tell neither Origin nor Sec-Fetch-Site, so whose page asks could not be seen.
 */
const UNSPECIFIED = new Set(['0.0.0.0', '::', '::ffff:0:0']);
/** A request can name its host in its first line, too, as for a proxy; then that one counts (RFC 9112, 3.2.2). */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;
const NAME_WITHOUT_DOT = /^[a-z\d_-]*$/;

/**
 * Keeps web pages out, which can reach a server on this machine although nobody else can. The host comes first: after
 * DNS rebinding a page of anybody has an origin that equals its host, and only the name tells whose it is.
 *
 * @throws ServiceException AccessDeniedException, which says what to change.
 */
export function checkDoor(request: Request): void {
  const host = (ABSOLUTE.exec(request.url)?.[1] ?? request.headers.host ?? '').toLowerCase();
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const isRefused = isFixedName(name)
    ? UNSPECIFIED.has(name) && isOfBrowser(request)
    : isOfBrowser(request) || !isLocalName(name);
  if (isRefused) {
    throw new ServiceException('AccessDeniedException', `Host ${host} is refused: ${toAdvice(request)}`);
  }
  checkSender(request, host);
}

/** DNS has no say in where these lead, so nobody's page can move from elsewhere to here under one of them. */
function isFixedName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}

/**
 * Names of containers and of machines nearby. The internet cannot have them, but whoever answers for names on the same
 * network can: good enough for programs, which no stranger sends here, and not for browsers.
 */
function isLocalName(name: string): boolean {
  return NAME_WITHOUT_DOT.test(name) || HOST_NAMES.has(name);
}

/** Browsers do not send Sec-Fetch-Site to hosts like these, nor an Origin with every GET, but all call themselves so. */
function isOfBrowser({ headers }: Request): boolean {
  return (
    headers.origin !== undefined ||
    headers['sec-fetch-site'] !== undefined ||
    headers['user-agent']?.startsWith('Mozilla/') === true
  );
}

function toAdvice(request: Request): string {
  return isOfBrowser(request)
    ? 'a browser reaches this by localhost or the IP address of a machine'
    : 'use localhost, an IP address or a name without a dot';
}
