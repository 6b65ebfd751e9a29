import type { ClusterList, Credentials } from '../emulator/index.ts';

/** The variables that a handler, its SDK and the AWS CLI read. */
export type Environment = Readonly<Record<string, string>>;

export const REGION = 'us-east-1';
export const ACCOUNT = '123456789012';
/** What the workbench tells everybody to sign with. */
export const LOCAL_CREDENTIALS: Credentials = { accessKeyId: 'local', secretAccessKey: 'local', region: REGION };
/** Any well-formed ARNs reach the emulator's database; these are the ones that the workbench shows. */
const CLUSTER_ARN = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:employee-cluster`;
export const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:employee-secret-AbCdEf`;

/** What only quiets the processes that we start. */
const UNPRINTED = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
/** What would keep a handler from AWS, even with the ARNs of a real cluster. */
const LOCAL_ONLY = /^AWS_ENDPOINT_URL_|^AWS_DEFAULT_REGION$|^AWS_ACCESS_KEY_ID$|^AWS_SECRET_ACCESS_KEY$/;

/**
 * @param list the clusters and secrets that there are, of which the first ones are shown; without it, any will do.
 * @param credentials what to sign with; the emulator takes any unless it was told to verify.
 * @returns what lets a handler run against an emulator, and the original one against the database behind it.
 */
export function toEnvironment(
  endpoint: string,
  databaseName: string,
  databaseUrl: string,
  list?: ClusterList,
  credentials: Credentials = LOCAL_CREDENTIALS,
): Environment {
  const url = new URL(databaseUrl);
  const [cluster = CLUSTER_ARN] = list?.clusters.keys() ?? [];
  const [secret = SECRET_ARN] = list?.secrets.keys() ?? [];
  return {
    AWS_ENDPOINT_URL_RDS_DATA: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    AWS_REGION: credentials.region,
    // The AWS CLI and boto3 read this one only.
    AWS_DEFAULT_REGION: credentials.region,
    // An SDK wants credentials before it sends anything.
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // On Node 20, the SDK announces with every start that it will want a newer one some day.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    DB_CLUSTER_ARN: cluster,
    DB_SECRET_ARN: secret,
    DB_NAME: databaseName,
    DB_HOST: url.hostname,
    DB_PORT: url.port === '' ? '3306' : url.port,
  };
}

/** @returns `export` lines to copy into a shell. */
export function toExportLines(environment: Environment): string[] {
  return Object.entries(environment)
    .filter(([name]) => name !== UNPRINTED)
    .map(([name, value]) => `export ${name}=${value}`);
}

/** @returns the line that takes back what leads here instead of to AWS. */
export function toUnsetLine(environment: Environment): string {
  return `unset ${Object.keys(environment)
    .filter((name) => LOCAL_ONLY.test(name))
    .join(' ')}`;
}
