import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';

/** What Sec-Fetch-Site says of requests that a page of this port, or the person at the browser, sends. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Refuses what pages of others send. A page served by this port may call it: its Origin is `http://` and the Host. GETs
 * carry no Origin, wherever the page is from; there the browser's Sec-Fetch-Site counts, which no page can set. SDKs
 * send neither. Nothing here ever answers with a CORS header, so a preflight gets no permission.
 *
 * @param host the Host header, checked and in lower case: with an unchecked one, any page could be "of this port".
 * @throws ServiceException AccessDeniedException.
 */
export function checkSender(request: Request, host: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) throw refused(origin);
  // Beside our own origin, too: a redirect through another site keeps the origin and shows here.
  if (typeof site === 'string' && !OWN_SITES.has(site) && !isLinkToPage(request))
    throw refused(`a page that is ${site}`);
}

/**
 * A link from elsewhere may open a page, in a tab of its own, whose headers keep the other page from looking in. Pages
 * are the paths with a slash at the end: what answers with data, or does something, has none.
 */
function isLinkToPage({ method, path, headers }: Request): boolean {
  return (
    method === 'GET' &&
    path.endsWith('/') &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

function refused(sender: string): ServiceException {
  return new ServiceException(
    'AccessDeniedException',
    `Requests of other web pages are refused: this one comes from ${sender}`,
  );
}
