/** The variables that a handler, its SDK and the AWS CLI read. */
export type Environment = Readonly<Record<string, string>>;

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
/** Any well-formed ARNs reach the emulator's database; these are the ones that the workbench shows. */
const CLUSTER_ARN = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:employee-cluster`;
const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:employee-secret-AbCdEf`;

/** What only the processes that we start are given: credentials of the database, and the way past the emulator. */
const UNPRINTED = new Set([
  'DB_HOST',
  'DB_PORT',
  'DB_USER',
  'DB_PASSWORD',
  'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
]);

/** @returns what lets a handler run against an emulator, and the original one against the database behind it. */
export function toEnvironment(endpoint: string, databaseName: string, databaseUrl: string): Environment {
  const url = new URL(databaseUrl);
  return {
    AWS_ENDPOINT_URL_RDS_DATA: endpoint,
    AWS_REGION: REGION,
    // An SDK wants credentials before it sends anything; the emulator takes any.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // On Node 20, the SDK announces with every start that it will want a newer one some day.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    DB_CLUSTER_ARN: CLUSTER_ARN,
    DB_SECRET_ARN: SECRET_ARN,
    DB_NAME: databaseName,
    DB_HOST: url.hostname,
    DB_PORT: url.port === '' ? '3306' : url.port,
    DB_USER: decodeURIComponent(url.username),
    DB_PASSWORD: decodeURIComponent(url.password),
  };
}

/** @returns `export` lines to copy into a shell for code that speaks the Data API. */
export function toExportLines(environment: Environment): string[] {
  return Object.entries(environment)
    .filter(([name]) => !UNPRINTED.has(name))
    .map(([name, value]) => `export ${name}=${value}`);
}
