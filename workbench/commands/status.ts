import { askWorkbench } from '../terminal/ask-workbench.ts';
import { toExportLines } from '../environment.ts';
import type { FaultReport } from '../faults/faults.ts';
import { formatFaults, isDisturbed } from '../faults/format-faults.ts';
import {
  findLatestWorkbench,
  findWorkbench,
  StaleEnvironmentError,
  type FoundWorkbench,
} from '../terminal/find-workbench.ts';
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
  const found = await findWorkbench(endpoint).catch((error: unknown) => {
    // Whoever asks wants to know what there is instead.
    if (error instanceof StaleEnvironmentError) return findLatestWorkbench();
    throw error;
  });
  const running: readonly Known[] = await listRunningWorkbenches();
  const chosen = running.find((known) => known.endpoint === found.endpoint) ?? found;
  if (output === 'env') return console.log(toExportLines(chosen.environment).join('\n'));
  if (output === 'json') return console.log(await toJson(chosen));
  const listed = running.includes(chosen) ? running : [chosen, ...running];
  const shown = endpoint === undefined ? listed : [chosen];
  const texts = await Promise.all(
    shown.map((known) => toText(known, shown.length > 1 && known === chosen ? '  (that commands are for)' : '')),
  );
  console.log(texts.join('\n\n'));
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
