import type { ClusterList, Credentials } from '../emulator/index.ts';
import { readDatabaseUrl } from '../emulator/settings.ts';

/** The variables that a handler, its SDK and the AWS CLI read. */
export type Environment = Readonly<Record<string, string>>;

/** Where all is that has an ARN here, unless the credentials name another region to sign for. */
export const REGION = 'us-east-1';
/** The account of all ARNs here: the one of AWS's own examples. */
export const ACCOUNT = '123456789012';
/** What the workbench tells everybody to sign with. */
export const LOCAL_CREDENTIALS: Credentials = { accessKeyId: 'local', secretAccessKey: 'local', region: REGION };
/** Any well-formed ARNs reach the emulator's database; these are the ones that the workbench shows. */
const CLUSTER_ARN = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:employee-cluster`;
/** The secret that the workbench shows, and that Secrets Manager finds by its name, too. */
export const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:employee-secret-AbCdEf`;

/** What would keep a handler from AWS, even with the ARNs of a real cluster. */
const LOCAL_ONLY = /^AWS_ENDPOINT_URL_|^AWS_DEFAULT_REGION$|^AWS_ACCESS_KEY_ID$|^AWS_SECRET_ACCESS_KEY$/;

/** What would lead an SDK past what is lent: to a profile's credentials, to those of a session, to AWS itself. */
const MISLEADING = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/**
 * Lets an environment lead to a workbench, and nowhere else.
 *
 * @param env is changed: it gets what is lent, and loses what would lead an SDK past that.
 * @returns the same.
 */
export function lend(lent: Environment, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  for (const name of MISLEADING) delete env[name];
  return Object.assign(env, lent);
}

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
  const { host, port } = readDatabaseUrl(databaseUrl);
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
    DB_HOST: host,
    DB_PORT: String(port),
  };
}

/** @returns what anybody may be told who can reach the port: all but a secret key, unless it is the well-known one. */
export function withoutSecretKey(environment: Environment): Environment {
  const { AWS_SECRET_ACCESS_KEY: key, ...others } = environment;
  return key === LOCAL_CREDENTIALS.secretAccessKey ? environment : others;
}

/** @returns `export` lines to copy into a shell. */
export function toExportLines(environment: Environment): string[] {
  return Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
}

/** @returns the line that takes back what leads here instead of to AWS. */
export function toUnsetLine(environment: Environment): string {
  return `unset ${Object.keys(environment)
    .filter((name) => LOCAL_ONLY.test(name))
    .join(' ')}`;
}
