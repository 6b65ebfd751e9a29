import { stringify } from 'lossless-json';
import { isSecretArn } from '../cluster/arns.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { readDatabaseUrl } from '../cluster/database-url.ts';
import { SECRET_NOT_FOUND_MESSAGE } from '../model/usual-messages.ts';
import { SecretsManagerException } from './secrets-manager-exception.ts';

/** The one version that every secret has. */
const VERSION_ID = '00000000-0000-4000-8000-000000000001';
const VERSION_STAGE = 'AWSCURRENT';
/** When it was made, in seconds since the epoch: as all of the secret, the same at every start. */
const CREATED_DATE = 1_735_689_600;

const NAME = /^[\w/+=.@!-]+$/;
const MAX_SECRET_ID_CHARACTERS = 2048;
/** A secret's ARN ends with its name, a hyphen and six characters by chance. */
const ARN_SUFFIX = /-[A-Za-z0-9]{6}$/;

/**
 * GetSecretValue: the credentials of the database. Every well-formed ARN of a secret finds them, as it does in a call
 * of the Data API, and so does the name of the cluster's own secret; where a list says which secrets there are, those are
 * found by ARN and by name.
 *
 * @returns the body of the answer, JSON text.
 * @throws SecretsManagerException for what is no secret, and for versions that it does not have.
 */
export function getSecretValue(request: Readonly<Record<string, unknown>>, cluster: Cluster): string {
  const arn = findSecret(checkSecretId(request['SecretId']), cluster);
  checkVersion(request);
  return JSON.stringify({
    ARN: arn,
    CreatedDate: CREATED_DATE,
    Name: toName(arn),
    SecretString: toSecretString(arn, cluster),
    VersionId: VERSION_ID,
    VersionStages: [VERSION_STAGE],
  });
}

function checkSecretId(id: unknown): string {
  if (typeof id !== 'string') {
    throw invalid(`Value ${stringify(id ?? null)} at 'secretId' failed to satisfy constraint: Member must not be null`);
  }
  if (id === '' || id.length > MAX_SECRET_ID_CHARACTERS) {
    const [side, limit] = id === '' ? ['greater', 1] : ['less', MAX_SECRET_ID_CHARACTERS];
    throw invalid(
      `Value '${id}' at 'secretId' failed to satisfy constraint: Member must have length ${side} than or equal to ${limit}`,
    );
  }
  return id;
}

function invalid(text: string): SecretsManagerException {
  return new SecretsManagerException('ValidationException', `1 validation error detected: ${text}`);
}

function findSecret(id: string, { secretArn, list }: Cluster): string {
  const isArn = isSecretArn(id);
  if (isArn && list === undefined) return id;
  if (!isArn && !NAME.test(id)) {
    throw new SecretsManagerException(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  }
  const known = list === undefined ? [secretArn ?? ''] : [...list.secrets.keys()];
  const found = known.find((arn) => id === arn || id === toName(arn));
  if (found !== undefined) return found;
  throw new SecretsManagerException('ResourceNotFoundException', SECRET_NOT_FOUND_MESSAGE);
}

function checkVersion({ VersionId: id, VersionStage: stage }: Readonly<Record<string, unknown>>): void {
  const text = "Secrets Manager can't find the specified secret value for";
  if (typeof id === 'string' && id !== VERSION_ID) {
    throw new SecretsManagerException('ResourceNotFoundException', `${text} VersionId: ${id}`);
  }
  if (typeof stage === 'string' && stage !== VERSION_STAGE) {
    throw new SecretsManagerException('ResourceNotFoundException', `${text} staging label: ${stage}`);
  }
}

function toName(arn: string): string {
  return arn.split(':').slice(6).join(':').replace(ARN_SUFFIX, '');
}

/** What a list says, else the members that a secret for a database of RDS has. */
function toSecretString(arn: string, { databaseUrl, list }: Cluster): string {
  const listed = list?.secrets.get(arn);
  if (typeof listed === 'string') return listed;
  const { user: username, password, host, port } = readDatabaseUrl(databaseUrl);
  return JSON.stringify({ username, password, engine: 'mysql', host, port });
}
