import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { startServedWorkbench } from '../../workbench/served/start-served-workbench.ts';
import { ask, createClient } from './ask.ts';
import type { Case } from './case.ts';
import { CASES } from './cases/index.ts';
import { report, type Column } from './report.ts';

/** ARNs for an emulator: any will do. */
const RESOURCE_ARN = 'arn:aws:rds:us-east-1:123456789012:cluster:conformance';
const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:conformance-AbCdEf';
const EXIT = { asExpected: 0, otherwise: 1, notAsked: 2 } as const;

interface Options {
  readonly endpoint?: string;
  readonly aws?: boolean;
  readonly engines: string;
}

const command = new Command('conformance')
  .description(
    `Asks ${CASES.length} rows of the contract of a running service, in a database of its own that is dropped in the ` +
      'end, and prints a line for each. Without options: this emulator, on MariaDB and on MySQL.',
  )
  .argument('[rows...]', 'only rows that begin so: 5 for transactions, 4.1 for values, observed')
  .option('--endpoint <url>', 'another emulator; DB_CLUSTER_ARN and DB_SECRET_ARN say what to ask it for', toUrl)
  .addOption(
    new Option(
      '--aws',
      'a real cluster: DB_CLUSTER_ARN, DB_SECRET_ARN, AWS_REGION and credentials come from the environment',
    ).conflicts('endpoint'),
  )
  .addOption(
    new Option('--engines <list>', 'what this emulator is to run on')
      .default('mariadb,mysql')
      .conflicts(['endpoint', 'aws']),
  )
  .addHelpText(
    'after',
    `
Marks: ok; FAIL, the contract says otherwise; open, the contract does not say, and the service does not do as this
emulator does: docs/differences.md tells its choice. Exit status: 0 nothing fails, 1 something fails, 2 not asked.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.asExpected : EXIT.notAsked))
  .parse();

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
try {
  const { endpoint, aws, engines } = command.opts<Options>();
  const cases = casesOf(command.args);
  const isOther = aws === true || endpoint !== undefined;
  const columns = isOther ? [await askOther(cases, endpoint)] : await askOurs(cases, engines.split(','));
  process.exit(report(cases, columns, isOther) ? EXIT.asExpected : EXIT.otherwise);
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(EXIT.notAsked);
}

function toUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It is written http://127.0.0.1:8080');
}

function casesOf(beginnings: readonly string[]): readonly Case[] {
  if (beginnings.length === 0) return CASES;
  const cases = CASES.filter(({ row }) => beginnings.some((beginning) => row.startsWith(beginning)));
  if (cases.length > 0) return cases;
  throw new Error(`No row begins with ${beginnings.join(' or ')}: they are named 1.2 to 9, or observed 1 to 8`);
}

async function askOurs(cases: readonly Case[], engines: readonly string[]): Promise<Column[]> {
  const columns: Column[] = [];
  for (const engine of engines) {
    const progress = (text: string): void => console.error(text);
    const workbench = await startServedWorkbench({ engine, host: '127.0.0.1', port: 0, progress });
    try {
      const target = { client: createClient(workbench.endpoint), resourceArn: RESOURCE_ARN, secretArn: SECRET_ARN };
      const { product, version } = workbench.database;
      columns.push({ name: `${product} ${version}`, verdicts: await ask(cases, target) });
    } finally {
      await workbench.stop();
    }
  }
  return columns;
}

async function askOther(cases: readonly Case[], endpoint: string | undefined): Promise<Column> {
  const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn } = process.env;
  if (endpoint === undefined && (resourceArn === undefined || secretArn === undefined)) {
    throw new Error('Set DB_CLUSTER_ARN and DB_SECRET_ARN to the cluster to ask');
  }
  const client = endpoint === undefined ? new RDSDataClient() : createClient(endpoint);
  const name = endpoint ?? 'AWS';
  console.error(`Asking ${name}: ${cases.length} rows`);
  const target = { client, resourceArn: resourceArn ?? RESOURCE_ARN, secretArn: secretArn ?? SECRET_ARN };
  const verdicts = await ask(cases, target).catch((error: unknown) => {
    throw new Error(`${name} does not answer as a Data API: ${error instanceof Error ? error.message : String(error)}`);
  });
  return { name, verdicts };
}
