import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { dirname } from 'node:path';
import { startDatabase } from '../../workbench/database/start-database.ts';
import { findLeftovers } from '../support/leftovers.ts';
import { KIND_NAMES, KINDS, tryKind, type KindName, type Outcome } from './kinds.ts';
import { openPlace, type Place } from './place.ts';
import { stall } from './requests.ts';

/** Somewhat longer than the emulator waits for a request. */
const STALL_MS = 45_000;

interface Options {
  readonly inputs: number;
  readonly seed: number;
  readonly path?: string;
  readonly engine: string;
}

const command = new Command('fuzz')
  .description(
    'Sends bad input of many kinds to an emulator and checks every answer: JSON that the SDK can decode, a known ' +
      'exception, a request id, in time. It starts its own database, and leaves nothing behind.',
  )
  .addArgument(new Argument('[kinds...]', 'only these').choices(KIND_NAMES))
  .option('--inputs <number>', 'how many in all', toNumber, 210_000)
  .option(
    '--seed <number>',
    'which inputs; by default another one each time',
    toNumber,
    Math.floor(Math.random() * 2 ** 31),
  )
  .option('--path <path>', 'one input of one kind, as a failure names it')
  .addOption(new Option('--engine <engine>', 'mysql or mariadb').default(process.env['WORKBENCH_ENGINE'] ?? 'mariadb'))
  .parse();

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const options = command.opts<Options>();
const kinds = command.args.length === 0 ? KIND_NAMES : KIND_NAMES.filter((kind) => command.args.includes(kind));
const total = kinds.reduce((sum, kind) => sum + KINDS[kind].share, 0);

const database = await startDatabase({ engine: options.engine, progress: (text) => console.error(text) });
console.log(`seed ${options.seed}, ${database.product} ${database.version}`);
const ports = [Number(new URL(database.url).port)];
const started = performance.now();
let outcomes: Outcome[] = [];
try {
  await using place = await openPlace(database);
  ports.push(Number(new URL(place.emulator.endpoint).port));
  outcomes = await Promise.all(kinds.map((kind) => run(kind, place)));
  if (kinds.includes('requests') && options.path === undefined) outcomes.push(await runStall(place));
} finally {
  await database.stop();
}
const left = await findLeftovers({
  ports,
  folders: database.socketPath === undefined ? [] : [dirname(database.socketPath)],
});
const inputs = outcomes.reduce((sum, outcome) => sum + outcome.inputs, 0);
console.log(`${String(inputs).padStart(8)} in all, ${Math.round((performance.now() - started) / 1000)} s`);
console.log(`left behind: ${left.length === 0 ? 'nothing' : left.join('; ')}`);
process.exitCode = outcomes.some(({ failure }) => failure !== undefined) || left.length > 0 ? 1 : 0;

async function run(kind: KindName, place: Place): Promise<Outcome> {
  const { seed, path } = options;
  const inputs = path === undefined ? Math.ceil((options.inputs * KINDS[kind].share) / total) : 1;
  const outcome = await tryKind(kind, place, { seed, inputs, ...(path === undefined ? {} : { path }) });
  console.log(
    `${String(outcome.inputs).padStart(8)} ${kind}: ${KINDS[kind].what}, ${outcome.failure ?? 'all is well'}`,
  );
  return outcome;
}

async function runStall(place: Place): Promise<Outcome> {
  const failure = await stall(place, STALL_MS).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  console.log(`${'7'.padStart(8)} senders that are slow or stop: ${failure ?? 'all is well'}`);
  return { kind: 'requests', inputs: 7, ...(failure === undefined ? {} : { failure }) };
}

function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number');
}
