import type { NextFunction, Request, Response } from 'express';

/** Everything from this port, nothing inline, nothing from elsewhere, in nobody's frame. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY.join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // The one protection of a GET that a browser sends without any word of where it comes from: plain http to another machine.
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Middleware: the headers by which a browser keeps an answer to the pages of this port. For pages and data alike. */
export function setPageHeaders(_request: Request, response: Response, next: NextFunction): void {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
  next();
}

/**
 * Lets a page insert style sheets of its own, as CodeMirror does (`EditorView.cspNonce`).
 *
 * @param nonce new for every answer: `randomBytes(16).toString('base64')`
 */
export function allowStyles(response: Response, nonce: string): void {
  const policy = CONTENT_SECURITY_POLICY.map((part) =>
    part.startsWith('style-src') ? `${part} 'nonce-${nonce}'` : part,
  );
  response.setHeader('content-security-policy', policy.join('; '));
}
