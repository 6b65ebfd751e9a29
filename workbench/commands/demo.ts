import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pc from 'picocolors';
import { lend, type Environment } from '../environment.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { formatCall } from '../terminal/format-call.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { createProgress } from '../terminal/progress.ts';
import { startServedWorkbench } from '../served/start-served-workbench.ts';
import { untilStopped } from '../terminal/until-stopped.ts';
import type { EngineOptions } from './options.ts';

const VARIANTS = [
  { file: 'handler/lambda-rds.ts', title: 'The original, over a MySQL connection' },
  { file: 'handler/solutions/lambda-dataapi.ts', title: 'Refactored, over the Data API' },
];

/** `demo`: a workbench, both handlers, the calls behind them, and the end. @throws Error where a handler fails. */
export async function demo({ engine, data }: EngineOptions): Promise<void> {
  const progress = createProgress();
  const calls: string[] = [];
  const workbench = await startServedWorkbench({
    engine,
    ...(data === undefined ? {} : { dataFolder: data }),
    host: '127.0.0.1',
    port: 0,
    progress: progress.step,
    called: (call, { request }) => calls.push(formatCall(call, request)),
  }).finally(progress.done);
  try {
    console.log(`Database  ${describeDatabase(workbench.database)}\nEmulator  ${workbench.endpoint}`);
    const interrupted = untilStopped().then((signal) => Promise.reject(new Error(`Stopped by ${signal}`)));
    await Promise.race([showAll(workbench.environment, calls), interrupted]);
  } finally {
    await workbench.stop();
  }
}

async function showAll(environment: Environment, calls: string[]): Promise<void> {
  for (const { file, title } of VARIANTS) {
    calls.length = 0;
    console.log(`\n${pc.bold(title)} ${pc.dim(file)}\n`);
    await runInProcess(file, environment);
    console.log(calls.length === 0 ? '\nNo Data API calls behind it.' : '\nThe Data API calls behind it:');
    for (const call of calls) console.log(call);
  }
}

/** A process of its own, as on Lambda: the handler sees nothing of the workbench but its environment. */
async function runInProcess(file: string, environment: Environment): Promise<void> {
  const [node = '', program = ''] = process.argv;
  const child = spawn(node, [...process.execArgv, program, 'run', join(PACKAGE_ROOT, file)], {
    stdio: 'inherit',
    env: lend(environment, { ...process.env }),
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${file} failed`);
}
