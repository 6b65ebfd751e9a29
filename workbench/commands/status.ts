import { askWorkbench } from '../terminal/ask-workbench.ts';
import { toExportLines } from '../environment.ts';
import type { FaultReport } from '../faults/faults.ts';
import { formatFaults, isDisturbed } from '../terminal/format-faults.ts';
import { findWorkbench, StaleEnvironmentError, type FoundWorkbench } from '../terminal/find-workbench.ts';
import { listRunningWorkbenches, type RunningWorkbench } from '../terminal/running-workbench.ts';
import type { STATUS_FORMATS } from './options.ts';

interface StatusOptions {
  readonly output: (typeof STATUS_FORMATS)[number];
  readonly endpoint?: string;
}

/** A workbench that is up; of those of `start` more is known. */
type Known = FoundWorkbench & Partial<Pick<RunningWorkbench, 'pid' | 'startedAt'>>;

/**
 * `status`: tells the workbenches that are up, the latest first, and what goes wrong in them on purpose. To a program it tells
 * one, the same that other commands are for.
 *
 * @throws Error where there is none.
 */
export async function status({ output, endpoint }: StatusOptions): Promise<void> {
  const running: readonly Known[] = await listRunningWorkbenches();
  const found = await findWorkbench(endpoint).catch((error: unknown) => {
    const [latest] = running;
    if (!(error instanceof StaleEnvironmentError) || latest === undefined) throw error;
    // Whoever asks wants to know what there is instead; commands are for none of them.
    if (output !== 'env') console.error(`${error.message}\n`);
    return latest;
  });
  const chosen = running.find((known) => addressOf(known) === addressOf(found)) ?? found;
  if (output === 'env') return console.log(toExportLines(chosen.environment).join('\n'));
  if (output === 'json') return console.log(await toJson(chosen));
  const listed = running.includes(chosen) ? running : [chosen, ...running];
  const shown = endpoint === undefined ? listed : [chosen];
  const areForIt = !running.includes(found);
  const note = shown.length > 1 && areForIt ? '  (that commands are for)' : '';
  const texts = await Promise.all(shown.map((known) => toText(known, known === chosen ? note : '')));
  console.log(texts.join('\n\n'));
}

/** As it tells it itself: it may have been asked for by another name of this machine. */
function addressOf({ environment }: FoundWorkbench): string | undefined {
  return environment['AWS_ENDPOINT_URL_RDS_DATA'];
}

async function toJson({ startedAt, ...known }: Known): Promise<string> {
  const time = startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() };
  return JSON.stringify({ ...known, ...time, ...(await askFaults(known)) }, undefined, 2);
}

async function toText({ pid, startedAt, ...known }: Known, note: string): Promise<string> {
  const { endpoint, database, environment } = known;
  const faults = await askFaults(known);
  return [
    `Endpoint     ${endpoint}${note}`,
    `Cluster ARN  ${environment['DB_CLUSTER_ARN']}`,
    `Secret ARN   ${environment['DB_SECRET_ARN']}`,
    `Database     ${environment['DB_NAME']} on ${database}`,
    ...(startedAt === undefined ? [] : [`Process      ${pid}, since ${new Date(startedAt).toISOString()}`]),
    ...(faults !== undefined && isDisturbed(faults) ? ['', 'Faults on purpose:', formatFaults(faults)] : []),
  ].join('\n');
}

/** It may be about to end: what else is known of it is told all the same. */
function askFaults({ endpoint }: FoundWorkbench): Promise<FaultReport | undefined> {
  return askWorkbench<FaultReport>('GET', '/faults', { endpoint }).catch(() => undefined);
}
