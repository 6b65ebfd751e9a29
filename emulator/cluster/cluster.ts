import type { Target } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { DatabaseRequest } from '../model/types.ts';
import { isClusterArn, isSecretArn } from './arns.ts';
import type { ClusterList } from './cluster-list.ts';
import { readDatabaseUrl } from './database-url.ts';
import { resolveListed } from './resolve-listed.ts';

export { isSecretArn } from './arns.ts';

/** What ARNs lead to. */
export interface Cluster {
  /** `mysql://user:password@host:port` */
  readonly databaseUrl: string;
  /** Unix socket of the same server, taken instead of host and port. */
  readonly socketPath?: string;
  /** The secret that Secrets Manager finds by its name as well. */
  readonly secretArn?: string;
  /** Only what it lists exists; without it, every well-formed ARN leads to the one server. */
  readonly list?: ClusterList;
}

type ClusterRequest = Pick<DatabaseRequest, 'resourceArn' | 'secretArn' | 'database'>;

/**
 * Finds the server and the credentials that a call names. Without a list of clusters any well-formed pair of ARNs will
 * do, so that a handler runs with the ARNs that it has on AWS.
 *
 * @throws ServiceException BadRequestException or SecretsErrorException for ARNs of something else (texts: contract 9),
 *   and what contract 7.4 has for clusters and secrets that are not listed or of no use.
 */
export function resolveTarget(cluster: Cluster, request: ClusterRequest): Target {
  if (!isClusterArn(request.resourceArn)) {
    throw new ServiceException('BadRequestException', `invalid cluster id: ${request.resourceArn}`);
  }
  const target = toDefaultTarget(cluster, request.database ?? '');
  if (cluster.list !== undefined) return resolveListed(cluster.list, request, target);
  if (isSecretArn(request.secretArn)) return target;
  throw new ServiceException('SecretsErrorException', "Secrets Manager can't find the specified secret.");
}

function toDefaultTarget({ databaseUrl, socketPath }: Cluster, database: string): Target {
  return {
    url: databaseUrl,
    ...(socketPath === undefined ? {} : { socketPath }),
    ...readDatabaseUrl(databaseUrl),
    database,
  };
}
