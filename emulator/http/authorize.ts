import type { Request } from 'express';
import { ServiceException } from '../model/exceptions.ts';
import type { Service } from './read-signature.ts';

const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=[^,]+\/([a-z-]+)\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

/**
 * Looks at the form of the signature: any credentials will do, and a request without a signature too, so that `curl`
 * works; one that is signed for another service is what a wrong endpoint looks like.
 *
 * @param service the name that the service signs by.
 * @throws ServiceException IncompleteSignatureException.
 */
export function authorize(request: Request, service: Service): void {
  const { authorization } = request.headers;
  if (authorization !== undefined && SIGNATURE.exec(authorization)?.[1] !== service) {
    throw new ServiceException(
      'IncompleteSignatureException',
      `Authorization must be a signature of version 4 for the service ${service}`,
    );
  }
}
