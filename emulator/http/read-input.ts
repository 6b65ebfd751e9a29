import type { Request } from 'express';
import type { Clock } from '../clock.ts';
import { authorize } from './authorize.ts';
import type { Credentials } from './credentials.ts';
import { readBody, type Body } from './read-body.ts';
import type { Service } from './read-signature.ts';

/** Reads what a request asks of a service. @throws ServiceException where it cannot be read, or is not allowed. */
export type ReadInput = (request: Request, service: Service) => Promise<Body>;

/** @param credentials those that signatures are checked with; without any, only their form is looked at. */
export function createReadInput(credentials: Credentials | undefined, clock: Clock): ReadInput {
  if (credentials === undefined) {
    return async (request, service) => {
      const input = await readBody(request);
      authorize(request, service);
      return input;
    };
  }
  return (request, service) =>
    readBody(request, async (body) => {
      // Its libraries take a tenth of the start, and few want them.
      const { verifySignature } = await import('./verify-signature.ts');
      await verifySignature(credentials, { request, body, service, now: clock.now() });
    });
}
