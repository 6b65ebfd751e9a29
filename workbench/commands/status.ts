import { toExportLines } from '../environment.ts';
import { findRunningWorkbench, type RunningWorkbench } from '../running-workbench.ts';

/** The ways in which it can be told. */
export const STATUS_FORMATS = ['text', 'env', 'json'] as const;

interface StatusOptions {
  readonly output: (typeof STATUS_FORMATS)[number];
}

const FORMATS: Readonly<Record<StatusOptions['output'], (running: RunningWorkbench) => string>> = {
  text: ({ pid, startedAt, endpoint, database, environment }) =>
    [
      `Endpoint     ${endpoint}`,
      `Cluster ARN  ${environment['DB_CLUSTER_ARN']}`,
      `Secret ARN   ${environment['DB_SECRET_ARN']}`,
      `Database     ${environment['DB_NAME']} on ${database}`,
      `Process      ${pid}, since ${new Date(startedAt).toISOString()}`,
    ].join('\n'),
  env: ({ environment }) => toExportLines(environment).join('\n'),
  json: (running) => JSON.stringify({ ...running, startedAt: new Date(running.startedAt).toISOString() }, undefined, 2),
};

/** `status`: tells the workbench that is up. @throws Error where there is none. */
export async function status({ output }: StatusOptions): Promise<void> {
  const running = await findRunningWorkbench();
  if (running === undefined) throw new Error('No workbench is up. Start one: workbench start, or npm start');
  console.log(FORMATS[output](running));
}
