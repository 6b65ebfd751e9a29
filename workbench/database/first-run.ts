import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFailure } from './explain-failure.ts';
import { startGuarded } from './guarded-process.ts';
import type { ServerBinary } from './server-binary.ts';
import { openServerLog } from './server-log.ts';
import { serverCommand } from './server-options.ts';

/** The setting up of a data folder: which server, for which folder, and where it may leave what is not data. */
export interface FirstRun {
  readonly binary: ServerBinary;
  readonly dataFolder: string;
  readonly scratchFolder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs a server that does one job on its data folder and ends.
 * @param options what to do
 * @param inputFile what it reads from its standard input, if anything
 * @throws Error with the last lines of its log when it fails
 */
export async function runToEnd(run: FirstRun, options: readonly string[], inputFile?: string): Promise<void> {
  const log = await openServerLog(join(run.scratchFolder, 'server.log'));
  const input = inputFile === undefined ? undefined : await open(inputFile);
  try {
    const server = startGuarded({
      command: [...serverCommand(run.binary, false), `--datadir=${run.dataFolder}`, ...options],
      env: run.env,
      input: input?.fd ?? 'ignore',
      output: log.descriptor,
      endBy: 'KILL',
    });
    const status = await server.ended;
    if (status !== 0)
      throw explainFailure(
        run.binary,
        new Error(`setting up a data folder ended with status ${status}`),
        await log.lastLines(),
      );
  } finally {
    await input?.close();
    await log.close();
  }
}
