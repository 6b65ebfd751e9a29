import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { Command } from 'commander';
import pc from 'picocolors';
import { inspect } from 'node:util';
import { startWorkbench } from '../../workbench/start-workbench.ts';
import { Api } from './api.ts';
import { CASES } from './cases/index.ts';
import { runCase, type Verdict } from './run-cases.ts';

const DATABASE = 'conformance';
/** ARNs for an emulator: any will do. */
const RESOURCE_ARN = 'arn:aws:rds:us-east-1:123456789012:cluster:conformance';
const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:conformance';

interface Options {
  readonly endpoint?: string;
  readonly aws?: boolean;
  readonly engines: string;
}

/** One server and the verdict on each case, in the order of CASES. */
interface Column {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

const { endpoint, aws, engines } = new Command('conformance')
  .description(
    `Asks ${CASES.length} rows of the contract of a running service and prints a table of verdicts. Without options: this emulator.`,
  )
  .option('--endpoint <url>', 'another emulator; DB_CLUSTER_ARN and DB_SECRET_ARN say what to ask it for')
  .option(
    '--aws',
    'a real cluster: DB_CLUSTER_ARN, DB_SECRET_ARN, AWS_REGION and credentials come from the environment',
  )
  .option('--engines <list>', 'what this emulator is to run on', 'mariadb,mysql')
  .parse()
  .opts<Options>();

const columns = aws === true || endpoint !== undefined ? [await askOther()] : await askOurs(engines.split(','));
printTable(columns);
process.exit(columns.every(({ verdicts }) => verdicts.every(({ passed }) => passed)) ? 0 : 1);

async function askOurs(names: readonly string[]): Promise<Column[]> {
  const asked: Column[] = [];
  for (const engine of names) {
    const workbench = await startWorkbench({
      engine,
      host: '127.0.0.1',
      port: 0,
      progress: (text) => console.error(text),
    });
    const { product, version } = workbench.database;
    try {
      const verdicts = await ask(createClient(workbench.endpoint), RESOURCE_ARN, SECRET_ARN);
      asked.push({ name: `${product} ${version}`, verdicts });
    } finally {
      await workbench.stop();
    }
  }
  return asked;
}

async function askOther(): Promise<Column> {
  const { DB_CLUSTER_ARN, DB_SECRET_ARN } = process.env;
  if (aws === true && (DB_CLUSTER_ARN === undefined || DB_SECRET_ARN === undefined)) {
    throw new Error(
      'Set DB_CLUSTER_ARN and DB_SECRET_ARN to the cluster to ask. It gets a database named conformance.',
    );
  }
  const client = endpoint === undefined ? new RDSDataClient() : createClient(endpoint);
  return {
    name: endpoint ?? 'AWS',
    verdicts: await ask(client, DB_CLUSTER_ARN ?? RESOURCE_ARN, DB_SECRET_ARN ?? SECRET_ARN),
  };
}

function createClient(url: string): RDSDataClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new RDSDataClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
}

async function ask(client: RDSDataClient, resourceArn: string, secretArn: string): Promise<Verdict[]> {
  const outside = new Api({ client, resourceArn, secretArn, database: '' });
  await outside.prepare(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
  const api = new Api({ client, resourceArn, secretArn, database: DATABASE });
  const verdicts: Verdict[] = [];
  for (const row of CASES) verdicts.push(await runCase(row, api));
  await outside.prepare(`DROP DATABASE ${DATABASE}`);
  return verdicts;
}

function printTable(asked: readonly Column[]): void {
  for (const [index, { row, title, choice, expected }] of CASES.entries()) {
    const marks = asked.map(({ verdicts }) => (verdicts[index]?.passed === true ? pc.green('ok  ') : pc.red('FAIL')));
    console.log(
      `${marks.join(' ')}  ${row.padEnd(20)} ${title}${choice === undefined ? '' : pc.dim(` (choice: ${choice})`)}`,
    );
    for (const { name, verdicts } of asked) {
      const verdict = verdicts[index];
      if (verdict?.passed === false)
        console.log(`      ${name}\n      expected ${inspect(expected, { depth: 8 })}\n      got      ${verdict.got}`);
    }
  }
  console.log();
  for (const { name, verdicts } of asked) {
    const passed = verdicts.filter((verdict) => verdict.passed).length;
    console.log(`${name}: ${passed} of ${verdicts.length} rows of the contract`);
  }
}
