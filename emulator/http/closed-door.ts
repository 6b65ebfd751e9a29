import { isIP } from 'node:net';
import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';

/** Names by which containers reach their host; they are never in public DNS. */
const HOST_NAMES = new Set(['host.docker.internal', 'host.containers.internal']);

/**
 * Keeps web pages out, which can reach a server on this machine although nobody else can. A page's request carries its
 * origin, or, after DNS rebinding, the page's own domain as host. No SDK sends an Origin.
 *
 * @throws ServiceException AccessDeniedException, which says what to change.
 */
export function checkDoor(request: Request): void {
  if (request.headers.origin !== undefined) {
    throw new ServiceException(
      'AccessDeniedException',
      `Requests of web pages are refused: this one comes from ${request.headers.origin}`,
    );
  }
  const host = request.headers.host ?? '';
  if (!isLocalName(host)) {
    throw new ServiceException(
      'AccessDeniedException',
      `Host ${host} is refused: use localhost, an IP address or a name without a dot`,
    );
  }
}

/** A name without a dot is one of this machine or its networks: a page on the internet cannot have it. */
function isLocalName(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return !name.includes('.') || isIP(name) !== 0 || name.endsWith('.localhost') || HOST_NAMES.has(name);
}
