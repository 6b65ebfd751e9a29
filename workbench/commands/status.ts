import { toExportLines } from '../environment.ts';
import { askWorkbench } from '../ask-workbench.ts';
import type { FaultReport } from '../faults/faults.ts';
import { formatFaults, isDisturbed } from '../faults/format-faults.ts';
import { findRunningWorkbench, type RunningWorkbench } from '../running-workbench.ts';
import type { STATUS_FORMATS } from './options.ts';

interface StatusOptions {
  readonly output: (typeof STATUS_FORMATS)[number];
}

const FORMATS: Readonly<
  Record<StatusOptions['output'], (running: RunningWorkbench, faults: FaultReport | undefined) => string>
> = {
  text: ({ pid, startedAt, endpoint, database, environment }, faults) =>
    [
      `Endpoint     ${endpoint}`,
      `Cluster ARN  ${environment['DB_CLUSTER_ARN']}`,
      `Secret ARN   ${environment['DB_SECRET_ARN']}`,
      `Database     ${environment['DB_NAME']} on ${database}`,
      `Process      ${pid}, since ${new Date(startedAt).toISOString()}`,
      ...(faults !== undefined && isDisturbed(faults) ? ['', 'Faults on purpose:', formatFaults(faults)] : []),
    ].join('\n'),
  env: ({ environment }) => toExportLines(environment).join('\n'),
  json: ({ startedAt, ...running }, faults) =>
    JSON.stringify({ ...running, startedAt: new Date(startedAt).toISOString(), ...faults }, undefined, 2),
};

/** `status`: tells the workbench that is up, and what goes wrong in it on purpose. @throws Error where there is none. */
export async function status({ output }: StatusOptions): Promise<void> {
  const running = await findRunningWorkbench();
  if (running === undefined) throw new Error('No workbench is up. Start one: workbench start, or npm start');
  // It may be about to end: what else is known of it is told all the same.
  const faults = await askWorkbench<FaultReport>('GET', '/faults', running).catch(() => undefined);
  console.log(FORMATS[output](running, faults));
}
