import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs beside us and outlives us just long enough to tidy up: reads from a pipe that we hold open, and whatever way we end
 * (even kill -9), its end of file has the command run. A line tells that what is to be undone is complete; without it,
 * whoever is still at it gets a second to notice that nobody listens any more. What the command says is told when it is
 * over: nobody may be there to read it.
 */
const GUARD = `
PATH=$PATH:/usr/bin:/bin
read -r complete || sleep 1
while read -r never; do :; done
said=$("$@" 2>&1) && exit
echo "$said" >&2
exit 1
`;

const LINES_IN_ERROR = 6;

interface UndoOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** A command that runs when it is asked for, or when this process is gone. */
export interface Undoing {
  /** Tells that what is to be undone is complete, or has failed. */
  readonly isComplete: () => void;
  /** Runs the command. @throws Error with the last lines that it said, when it fails */
  readonly run: () => Promise<void>;
}

/**
 * Sees to it that something is undone. It has its own process group, so that Ctrl-C in the terminal does not reach it.
 * @param command what undoes it
 * @param options its environment and working folder
 * @returns the handle to undo it while we are here
 */
export function undoAtEnd(command: readonly string[], { env, cwd }: UndoOptions): Undoing {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', ...command], { env, cwd, detached: true });
  guard.stdin.on('error', () => undefined); // it only matters that it closes
  guard.stdout.resume();
  const complaint = text(guard.stderr);
  const ended = new Promise<number | null>((resolve, reject) => {
    guard.once('error', reject);
    guard.once('exit', resolve);
  });
  ended.catch(() => undefined); // where there is no shell, it is told when it would have run
  return {
    isComplete: () => void guard.stdin.write('\n'),
    async run() {
      guard.stdin.end();
      if ((await ended) === 0) return;
      const said = (await complaint).trim().split('\n').slice(-LINES_IN_ERROR).join('\n');
      throw new Error(`${command.slice(0, 2).join(' ')} failed: ${said}`);
    },
  };
}
