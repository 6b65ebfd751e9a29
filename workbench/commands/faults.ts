import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { OPERATION_NAMES } from '../../emulator/settings.ts';
import { askWorkbench } from '../terminal/ask-workbench.ts';
import { FAULT_KINDS } from '../faults/check-fault.ts';
import type { ClusterState } from '../../emulator/index.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultReport } from '../faults/faults.ts';
import { formatCluster, formatFault, formatFaults } from '../terminal/format-faults.ts';
import { addEndpointOption } from './options.ts';

interface Place {
  readonly endpoint?: string;
}

const EXAMPLES = `
Examples:
  workbench faults add exception --exception DatabaseErrorException --sql 'insert into' --times 2
  workbench faults add drop --when after --operations CommitTransaction --probability 0.2
  workbench faults pause
  workbench faults clear`;

/** Adds `faults` and what is below it; all of it speaks to a running workbench. */
export function addFaultsCommand(program: Command): void {
  const faults = program
    .command('faults')
    .description('make calls of a running workbench fail on purpose; see docs/faults.md')
    .addHelpText('after', EXAMPLES);
  addEndpointOption(
    faults.command('list', { isDefault: true }).description('list all faults, and how often each happened'),
  ).action(async (place: Place) => console.log(formatFaults(await askWorkbench<FaultReport>('GET', '/faults', place))));
  addAdd(faults);
  addEndpointOption(
    faults.command('remove').description('remove a fault').argument('<id>', 'its id, f1 or the like'),
  ).action(async (id: string, place: Place) => {
    await askWorkbench('DELETE', `/faults/${encodeURIComponent(id)}`, place);
    console.log(`${id} is over`);
  });
  addEndpointOption(faults.command('clear').description('remove all faults, and resume the cluster')).action(
    async (place: Place) => {
      await askWorkbench('DELETE', '/faults', place);
      console.log('No faults');
    },
  );
  addEndpointOption(faults.command('seed').description('restart the random numbers from this seed'))
    .argument('<number>', 'the same seed gives the same sequence of failures', toNumber)
    .action(async (seed: number, place: Place) => {
      await askWorkbench('PUT', '/faults/seed', { ...place, body: { seed } });
      console.log(`Seed ${seed}`);
    });
  addCluster(faults);
}

interface AddOptions extends Place {
  readonly [member: string]: unknown;
}

/** Each member of a fault is an option; the workbench checks them. */
function addAdd(faults: Command): void {
  addEndpointOption(faults.command('add').description('make something fail from now on'))
    .addArgument(new Argument('<kind>', 'what happens to a call').choices(FAULT_KINDS))
    .option('--exception <name>', 'of exception: name, e.g. DatabaseErrorException')
    .option('--message <text>', 'of exception: message (default: the usual one)')
    .option('--ms <number>', 'of latency: delay in milliseconds', toNumber)
    .option('--jitter-ms <number>', 'of latency: the delay varies by up to this many milliseconds', toNumber)
    .option('--profile <name>', 'of latency: aws, for delays as they might be on AWS')
    .option('--per-second <number>', 'of throttle: this many calls per second are let through', toNumber)
    .addOption(
      new Option('--when <when>', 'of drop: close the connection before the work, or after it').choices([
        'before',
        'after',
      ]),
    )
    .addOption(new Option('--operations <name...>', 'only for these operations').choices(OPERATION_NAMES))
    .option('--sql <pattern>', 'only for SQL that matches this regular expression')
    .option('--probability <number>', 'only for this share of the calls, from 0 to 1', toNumber)
    .option('--times <number>', 'stop after this many calls', toNumber)
    .action(async (kind: string, { endpoint, ...members }: AddOptions, command: Command) => {
      const fault = await order<Fault>(command, 'POST', '/faults', { endpoint, body: { kind, ...members } });
      console.log(formatFault(fault));
    });
}

function addCluster(faults: Command): void {
  for (const [name, description] of [
    ['pause', 'pause the cluster now'],
    ['resume', 'resume the cluster now'],
  ] as const) {
    addEndpointOption(faults.command(name).description(description)).action(async (place: Place) =>
      console.log(formatCluster(await askWorkbench<ClusterState>('POST', `/${name}`, place))),
    );
  }
  addEndpointOption(faults.command('auto-pause').description('pause the cluster whenever nobody uses it'))
    .argument('<seconds>', 'seconds without a call before it pauses, or off', toSeconds)
    .option('--resume-seconds <number>', 'seconds that it takes to resume', toNumber)
    .action(async (autoPauseSeconds: number | null, { endpoint, ...members }: AddOptions, command: Command) => {
      const body = { autoPauseSeconds, ...members };
      console.log(formatCluster(await order<ClusterState>(command, 'PUT', '/auto-pause', { endpoint, body })));
    });
}

/** Asks the workbench; where it names a member of an order, this names the option that the member comes from. */
function order<Answer>(command: Command, ...question: Parameters<typeof askWorkbench>): Promise<Answer> {
  const flags = new Map(command.options.map((option) => [option.attributeName(), option.long]));
  return askWorkbench<Answer>(...question).catch((error: Error) => {
    throw new Error(
      error.message.replaceAll(/\w+/g, (word) => flags.get(word) ?? word),
      { cause: error },
    );
  });
}

function toSeconds(text: string): number | null {
  return text === 'off' ? null : toNumber(text);
}

function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError(`is a number, got "${text}"`);
}
