import type { Express, Request, Response } from 'express';
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';

/**
 * Makes the server of an Express app.
 *
 * Express changes the prototype of every request and response that it is handed, and V8 gives up its optimizations for
 * an object whose prototype changes: small calls took half as long again. Here they are made with the prototypes that
 * the app would give them, so that it finds nothing to change.
 */
export function createAppServer(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  app.request = AppRequest.prototype as Request;
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.response = AppResponse.prototype as unknown as Response;
  return createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse as typeof ServerResponse }, app);
}
