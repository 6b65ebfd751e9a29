import type { Express, Request, Response } from 'express';
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import { answerClientError } from './client-error.ts';

/** How long a sender may take, in milliseconds: for the headers, and for the whole request. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
}

/** Plenty for 4 MiB; one who stalls holds a connection no longer. */
const PATIENCE: Patience = { headersMs: 10_000, requestMs: 30_000 };
/**
 * How long a connection may idle. Node's 5 s are so short that under load a client sends its next request on a
 * connection that is just being closed: a call in thousands failed with ECONNRESET.
 */
const KEEP_ALIVE_MS = 65_000;
/** A target that is a URL without a path, as `http://`: Express would answer it with a page of its own. */
const WITHOUT_PATH = /^[^/?#]+:\/\/[^/?#]*(?=[?#]|$)/;
/** How many times within `headersMs` slow senders are looked for. */
const LOOKS = 10;

/**
 * Makes the server of an Express app. Whatever comes in is answered in the service's form, also what is no HTTP.
 *
 * Express changes the prototype of every request and response that it is handed, and V8 gives up its optimizations for
 * an object whose prototype changes: small calls took half as long again. Here they are made with the prototypes that
 * the app would give them, so that it finds nothing to change.
 *
 * @param patience for tests that have none.
 */
export function createAppServer(app: Express, { headersMs, requestMs }: Patience = PATIENCE): Server {
  class AppRequest extends IncomingMessage {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  app.request = AppRequest.prototype as Request;
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.response = AppResponse.prototype as unknown as Response;
  const options = {
    IncomingMessage: AppRequest,
    ServerResponse: AppResponse as typeof ServerResponse,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: headersMs / LOOKS,
    // Node's own refusal is no answer of the service, and nothing here depends on the header.
    requireHostHeader: false,
  };
  const server = createServer(options, (request, response) => {
    if (request.url?.startsWith('/') === false) request.url = request.url.replace(WITHOUT_PATH, '$&/');
    app(request, response);
  });
  server.on('clientError', answerClientError);
  // An expectation that Node does not know: it would refuse the request by itself.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  return server;
}
