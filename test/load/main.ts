import { Command, InvalidArgumentError, Option } from 'commander';
import { loadEndpoint } from './load-endpoint.ts';
import { ARNS, rehearse, type Look } from './rehearse.ts';
import type { LoadReport } from './run-load.ts';

interface Options {
  readonly clients: number;
  readonly seconds: number;
  readonly restarts: number;
  readonly seed: number;
  readonly engine: string;
  readonly endpoint?: string;
}

const command = new Command('load')
  .description(
    'Many clients do everything at once, including what they should not do, while the database is killed and started ' +
      'again. In the end the rows are compared with the answers. Without --endpoint it starts its own emulator and database, and leaves ' +
      'nothing behind.',
  )
  .option('--clients <number>', 'how many', toNumber, 64)
  .option('--seconds <number>', 'how long', toNumber, 600)
  .option('--restarts <number>', 'how often the database is killed', toNumber, 2)
  .option('--seed <number>', 'what the clients do; by default another one each time', toNumber, randomSeed())
  .option(
    '--endpoint <url>',
    'another emulator, whose database is not killed; DB_CLUSTER_ARN and DB_SECRET_ARN say what to ask it for',
  )
  .addOption(new Option('--engine <engine>', 'mysql or mariadb').default(process.env['WORKBENCH_ENGINE'] ?? 'mariadb'))
  .parse();

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const options = command.opts<Options>();
console.log(`seed ${options.seed}, ${options.clients} clients, ${options.seconds} s`);
const faults = options.endpoint === undefined ? await loadOurs() : await loadOther(options.endpoint);
console.log(`faults: ${faults.length === 0 ? 'none' : `\n${faults.join('\n')}`}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function loadOurs(): Promise<readonly string[]> {
  const report = await rehearse(options);
  show(`${report.server}, killed and started again ${report.restarts} times`, report);
  console.log(report.looks.map(toLine).join('\n'));
  return report.faults;
}

async function loadOther(endpoint: string): Promise<readonly string[]> {
  const { DB_CLUSTER_ARN: resourceArn = ARNS.resourceArn, DB_SECRET_ARN: secretArn = ARNS.secretArn } = process.env;
  const report = await loadEndpoint({ ...options, endpoint, resourceArn, secretArn });
  show(endpoint, report);
  return report.tally.wrongs;
}

function show(where: string, { tally, callsPerSecond, units }: LoadReport): void {
  console.log(`${where}

${tally.lines().join('\n')}
${tally.calls} calls, ${callsPerSecond} a second; ${tally.wrongCount} wrong answers

units of 1 to 20 rows: ${units.present} acknowledged; ${units.absent} refused, rolled back, left open or removed;
${units.either} that the client cannot know of, ${units.found} of them there`);
}

function toLine({ when, bytes, connections }: Look): string {
  return `${when.padEnd(6)} ${Math.round(bytes / 2 ** 20)} MiB after garbage collection, ${connections} connections`;
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number');
}
