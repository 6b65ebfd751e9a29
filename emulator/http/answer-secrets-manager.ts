import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Cluster } from '../cluster/cluster.ts';
import { getSecretValue } from '../secrets-manager/get-secret-value.ts';
import { SecretsManagerException } from '../secrets-manager/secrets-manager-exception.ts';
import type { ReadInput } from './read-input.ts';
import { JSON_1_1, respond } from './respond.ts';

const TARGET = 'secretsmanager.GetSecretValue';

/** The last step of a request to Secrets Manager. Nobody is told of it: its answer holds a password. */
export function answerSecretsManager(cluster: Cluster, readInput: ReadInput): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const target = request.headers['x-amz-target'];
    // No call of the service has a query, and none is signed here.
    if (target === undefined || request.url !== '/') return next();
    if (target !== TARGET) {
      throw new SecretsManagerException(
        'UnknownOperationException',
        `POST / answers X-Amz-Target: ${TARGET} and nothing else of AWS's JSON protocol`,
      );
    }
    const { value } = await readInput(request, 'secretsmanager');
    respond(response, 200, getSecretValue(toObject(value), cluster), JSON_1_1);
  };
}

function toObject(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
