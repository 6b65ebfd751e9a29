import { InvalidArgumentError, Option, type Command } from 'commander';
import { askWorkbench } from '../ask-workbench.ts';
import { FAULT_KINDS } from '../faults/check-fault.ts';
import type { ClusterState } from '../../emulator/index.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultReport } from '../faults/faults.ts';
import { formatCluster, formatFault, formatFaults } from '../faults/format-faults.ts';

interface Place {
  readonly endpoint?: string;
}

const EXAMPLES = `
Examples:
  workbench faults add exception --exception DatabaseErrorException --sql 'insert into' --times 2
  workbench faults add drop --when after --operations CommitTransaction --probability 0.2
  workbench faults pause
  workbench faults clear`;

/** Adds `faults` and what is below it; all of it speaks to the workbench that is up. */
export function addFaultsCommand(program: Command): void {
  const faults = program
    .command('faults')
    .description('let things go wrong on purpose, on the workbench that is up; see docs/faults.md')
    .addHelpText('after', EXAMPLES);
  addPlace(
    faults.command('list', { isDefault: true }).description('tell what goes wrong, and how often it did'),
  ).action(async (place: Place) => console.log(formatFaults(await askWorkbench<FaultReport>('GET', '/faults', place))));
  addAdd(faults);
  addPlace(faults.command('remove').description('end one fault').argument('<id>', 'f1 and the like')).action(
    async (id: string, place: Place) => {
      await askWorkbench('DELETE', `/faults/${encodeURIComponent(id)}`, place);
      console.log(`${id} is over`);
    },
  );
  addPlace(faults.command('clear').description('end all faults; the cluster is available again')).action(
    async (place: Place) => {
      await askWorkbench('DELETE', '/faults', place);
      console.log('No faults');
    },
  );
  addPlace(faults.command('seed').description('begin all chance anew').argument('<number>', '', toNumber)).action(
    async (seed: number, place: Place) => {
      await askWorkbench('PUT', '/faults/seed', { ...place, body: { seed } });
      console.log(`Seed ${seed}`);
    },
  );
  addCluster(faults);
}

interface AddOptions extends Place {
  readonly [member: string]: unknown;
}

/** Each member of a fault is an option; the workbench checks them. */
function addAdd(faults: Command): void {
  addPlace(faults.command('add').description('let something go wrong from now on'))
    .argument('<kind>', FAULT_KINDS.join(', '))
    .option('--exception <name>', 'exception: which')
    .option('--message <text>', 'exception: its text (default: the usual one)')
    .option('--ms <number>', 'latency: how long', toNumber)
    .option('--jitter-ms <number>', 'latency: how much more or less, at most', toNumber)
    .option('--profile <name>', 'latency: aws')
    .option('--per-second <number>', 'throttle: how many calls pass', toNumber)
    .addOption(new Option('--when <when>', 'drop: before the work, or after it').choices(['before', 'after']))
    .option('--operations <name...>', 'only for these')
    .option('--sql <pattern>', 'only for SQL that matches this regular expression')
    .option('--probability <number>', 'only for some of them, 0 to 1', toNumber)
    .option('--times <number>', 'so often, and no more', toNumber)
    .action(async (kind: string, { endpoint, ...members }: AddOptions) => {
      const fault = await askWorkbench<Fault>('POST', '/faults', { endpoint, body: { kind, ...members } });
      console.log(formatFault(fault));
    });
}

function addCluster(faults: Command): void {
  for (const [name, description] of [
    ['pause', 'pause the cluster now'],
    ['resume', 'make the cluster available at once'],
  ] as const) {
    addPlace(faults.command(name).description(description)).action(async (place: Place) =>
      console.log(formatCluster(await askWorkbench<ClusterState>('POST', `/${name}`, place))),
    );
  }
  addPlace(faults.command('auto-pause').description('let the cluster pause by itself'))
    .argument('<seconds>', 'after so much time without a call; off for never', toSeconds)
    .option('--resume-seconds <number>', 'how long it takes to wake up', toNumber)
    .action(async (autoPauseSeconds: number | null, { endpoint, ...members }: AddOptions) => {
      const body = { autoPauseSeconds, ...members };
      console.log(formatCluster(await askWorkbench<ClusterState>('PUT', '/auto-pause', { endpoint, body })));
    });
}

function addPlace(command: Command): Command {
  return command.option('--endpoint <url>', 'of another workbench');
}

function toSeconds(text: string): number | null {
  return text === 'off' ? null : toNumber(text);
}

function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError(`a number is wanted, got "${text}"`);
}
