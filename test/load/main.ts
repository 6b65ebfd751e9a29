import { Command, InvalidArgumentError, Option } from 'commander';
import { rehearse, type Look } from './rehearse.ts';

interface Options {
  readonly clients: number;
  readonly seconds: number;
  readonly restarts: number;
  readonly seed: number;
  readonly engine: string;
}

const command = new Command('load')
  .description(
    `Many clients do everything at once, also what they should not, while the database is killed and started again. In
the end what is there is compared with what was answered. On an emulator and a database of its own; nothing is left.`,
  )
  .option('--clients <number>', 'how many', toNumber, 64)
  .option('--seconds <number>', 'how long', toNumber, 600)
  .option('--restarts <number>', 'how often the database is killed', toNumber, 2)
  .option(
    '--seed <number>',
    'what the clients do; by default something else each time',
    toNumber,
    Math.floor(Math.random() * 2 ** 31),
  )
  .addOption(new Option('--engine <engine>', 'mysql or mariadb').default(process.env['WORKBENCH_ENGINE'] ?? 'mariadb'))
  .parse();

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const options = command.opts<Options>();
console.log(`seed ${options.seed}, ${options.clients} clients, ${options.seconds} s`);
const { server, tally, restarts, callsPerSecond, units, looks, faults } = await rehearse(options);
console.log(`${server}, killed and started again ${restarts} times

${tally.lines().join('\n')}
${tally.calls} calls, ${callsPerSecond} a second

rows in units of 1 to 20: ${units.present} acknowledged, ${units.absent} refused, rolled back, left open or removed,
${units.either} of which the client does not know, ${units.found} of them there
${looks.map(show).join('\n')}
faults: ${faults.length === 0 ? 'none' : `\n${faults.join('\n')}`}`);
if (tally.wrongCount > tally.wrongs.length) console.log(`and ${tally.wrongCount - tally.wrongs.length} more`);
process.exitCode = faults.length === 0 ? 0 : 1;

function show({ when, bytes, connections }: Look): string {
  return `${when.padEnd(6)} ${Math.round(bytes / 2 ** 20)} MiB after garbage collection, ${connections} connections`;
}

function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number');
}
