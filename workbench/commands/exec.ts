import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { lend, type Environment } from '../environment.ts';
import { createLateProgress } from '../library/late-progress.ts';
import { startWorkbench } from '../library/start-workbench.ts';
import type { FillOptions } from './options.ts';

interface ExecOptions extends FillOptions {
  readonly engine: string;
  readonly seed?: readonly string[];
  readonly failOnLeak?: boolean;
}

/** As shells do. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
const SIGNALLED = 128;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `exec -- COMMAND`: runs a command on a workbench of its own, ends it, and passes the exit code on. */
export async function exec(command: readonly string[], options: ExecOptions): Promise<void> {
  const { failOnLeak = false, ...given } = options;
  const late = createLateProgress((text) => process.stderr.write(`${text}\n`));
  await using workbench = await startWorkbench({ ...given, progress: late.step }).finally(late.done);
  const code = await run(command, workbench.env);
  // They are told when it ends.
  const hasLeaks = workbench.leaks().length > 0;
  process.exitCode = code === 0 && failOnLeak && hasLeaks ? 1 : code;
}

/** @returns its exit code. @throws Error where the command cannot even be tried, as one that is too long. */
function run([program = '', ...args]: readonly string[], environment: Environment): Promise<number> {
  const env = lend(environment, { ...process.env });
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    const stopPassing = passSignals((signal) => child.kill(signal));
    const end = (code: number): void => {
      stopPassing();
      resolve(code);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${program}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
      end(error.code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE);
    });
    child.once('exit', (code, signal) => end(code ?? SIGNALLED + constants.signals[signal ?? 'SIGTERM']));
  });
}

function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    // A terminal sends Ctrl-C to the command as well.
    const listener = (): void => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) pass(signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
