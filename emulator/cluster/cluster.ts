import type { Target } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { DatabaseRequest } from '../model/types.ts';
import { SECRET_NOT_FOUND_MESSAGE } from '../model/usual-messages.ts';
import { isClusterArn, isSecretArn } from './arns.ts';
import type { ClusterList } from './cluster-list.ts';
import { readDatabaseUrl } from './database-url.ts';
import { resolveListed } from './resolve-listed.ts';

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

/** Where calls led lately: applications name the same few places again and again. */
const resolved = new WeakMap<Cluster, Map<string, Target>>();
const MAX_RESOLVED = 500;

type ClusterRequest = Pick<DatabaseRequest, 'resourceArn' | 'secretArn' | 'database'>;

/**
 * Finds the server and the credentials that a call names. Without a list of clusters any well-formed pair of ARNs will
 * do, so that a handler runs with the ARNs that it has on AWS.
 *
 * @throws ServiceException BadRequestException or SecretsErrorException for ARNs of something else (texts: contract 9),
 *   and what contract 7.4 has for clusters and secrets that are not listed or of no use.
 * @returns the same object as long as it is remembered.
 */
export function resolveTarget(cluster: Cluster, request: ClusterRequest): Target {
  const known = resolved.get(cluster) ?? new Map<string, Target>();
  // No ARN that is one has a line break in it.
  const key = `${request.resourceArn}\n${request.secretArn}\n${request.database ?? ''}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const target = findTarget(cluster, request);
  if (known.size === MAX_RESOLVED) known.clear();
  resolved.set(cluster, known.set(key, target));
  return target;
}

function findTarget(cluster: Cluster, request: ClusterRequest): Target {
  if (!isClusterArn(request.resourceArn)) {
    throw new ServiceException('BadRequestException', `invalid cluster id: ${request.resourceArn}`);
  }
  const target = toDefaultTarget(cluster, request.database ?? '');
  if (cluster.list !== undefined) return resolveListed(cluster.list, request, target);
  if (isSecretArn(request.secretArn)) return target;
  throw new ServiceException('SecretsErrorException', SECRET_NOT_FOUND_MESSAGE);
}

function toDefaultTarget({ databaseUrl, socketPath }: Cluster, database: string): Target {
  return {
    url: databaseUrl,
    ...(socketPath === undefined ? {} : { socketPath }),
    ...readDatabaseUrl(databaseUrl),
    database,
  };
}
