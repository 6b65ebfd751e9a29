import type { Target } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { DatabaseRequest } from '../model/types.ts';
import { notEnabledMessage, SECRET_NOT_FOUND_MESSAGE } from '../model/usual-messages.ts';
import type { ClusterList, ListedCluster } from './cluster-list.ts';
import { readDatabaseUrl } from './database-url.ts';

type Credentials = Pick<Target, 'user' | 'password'>;

/**
 * Finds what a call names in a list of clusters and secrets.
 *
 * @param byDefault the server and the account of DATABASE_URL.
 * @throws ServiceException HttpEndpointNotEnabledException, SecretsErrorException, InvalidSecretException or
 *   DatabaseNotFoundException (contract 7.4; texts but the first: own).
 */
export function resolveListed(
  { clusters, secrets }: ClusterList,
  { resourceArn, secretArn }: Pick<DatabaseRequest, 'resourceArn' | 'secretArn'>,
  byDefault: Target,
): Target {
  const cluster = clusters.get(resourceArn);
  if (cluster?.dataApi !== true) {
    throw new ServiceException('HttpEndpointNotEnabledException', notEnabledMessage(resourceArn));
  }
  const secret = secrets.get(secretArn);
  if (secret === undefined) {
    throw new ServiceException('SecretsErrorException', SECRET_NOT_FOUND_MESSAGE);
  }
  const credentials = secret === true ? pickCredentials(byDefault) : toCredentials(secret);
  if (!cluster.instance) {
    throw new ServiceException('DatabaseNotFoundException', `DB cluster ${resourceArn} has no DB instance`);
  }
  return { ...toServer(cluster, byDefault), ...credentials, database: byDefault.database };
}

function toServer({ url, databases }: ListedCluster, byDefault: Target): Omit<Target, 'database'> {
  const allowed = databases === undefined ? {} : { databases };
  return url === undefined ? { ...byDefault, ...allowed } : { url, ...readDatabaseUrl(url), ...allowed };
}

function pickCredentials({ user, password }: Target): Credentials {
  return { user, password };
}

/** The two members that the service needs of a secret (contract 7.4); it may have others. */
function toCredentials(secret: string): Credentials {
  const { username, password } = parseSecret(secret);
  if (typeof username === 'string' && typeof password === 'string') return { user: username, password };
  throw invalidSecret();
}

function parseSecret(secret: string): { username?: unknown; password?: unknown } {
  try {
    const parsed: unknown = JSON.parse(secret);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    throw invalidSecret();
  }
}

function invalidSecret(): ServiceException {
  return new ServiceException(
    'InvalidSecretException',
    'The secret has to be a JSON object with username and password',
  );
}
