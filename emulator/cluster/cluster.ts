import type { Target } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { DatabaseRequest } from '../model/types.ts';

/** The one cluster that every well-formed ARN leads to. */
export interface Cluster {
  /** `mysql://user:password@host:port` */
  readonly databaseUrl: string;
  /** Unix socket of the same server, taken instead of host and port. */
  readonly socketPath?: string;
  /** The secret that Secrets Manager finds by its name as well. */
  readonly secretArn?: string;
}

const CLUSTER_ARN = /^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:cluster:[A-Za-z0-9-]+$/;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;

/**
 * Finds the server and the credentials that a call names. Any well-formed pair of ARNs will do, so that a handler runs
 * with the ARNs that it has on AWS.
 *
 * @throws ServiceException BadRequestException or SecretsErrorException for ARNs of something else (texts: contract 9).
 */
export function resolveTarget(
  cluster: Cluster,
  request: Pick<DatabaseRequest, 'resourceArn' | 'secretArn' | 'database'>,
): Target {
  if (!CLUSTER_ARN.test(request.resourceArn)) {
    throw new ServiceException('BadRequestException', `invalid cluster id: ${request.resourceArn}`);
  }
  if (!isSecretArn(request.secretArn)) {
    throw new ServiceException('SecretsErrorException', "Secrets Manager can't find the specified secret.");
  }
  const url = new URL(cluster.databaseUrl);
  return {
    url: cluster.databaseUrl,
    ...(cluster.socketPath === undefined ? {} : { socketPath: cluster.socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: request.database ?? '',
  };
}

/** @returns whether a text is the ARN of a secret, of whichever account and region. */
export function isSecretArn(text: string): boolean {
  return SECRET_ARN.test(text);
}
