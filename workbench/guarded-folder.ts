import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';

/**
 * Reads which processes start (+) and end (-) from a pipe that we hold open. Whatever way we end (even kill -9), its end
 * of file has the script end those that are left, also one that is busy for ever, and remove the folder. A full stop
 * has it leave the folder alone.
 */
const GUARD = `
PATH=$PATH:/usr/bin:/bin
pids=' '
while read -r sign pid; do
  case $sign in
    +) pids="$pids$pid " ;;
    .) exit ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -s KILL "$pid" 2>/dev/null; done
rm -rf "$1"
`;

/** A temporary folder that cannot outlive this process, nor can the processes that use it. */
export interface GuardedFolder {
  readonly path: string;
  /** A process that uses the folder has started. */
  started(pid: number): void;
  /** It has ended: its number may be somebody else's from now on. */
  ended(pid: number): void;
  /** From now on somebody else sees to the folder. */
  handOver(): void;
  /** Ends the processes that are left, and removes the folder. */
  remove(): Promise<void>;
}

/** @param prefix what the path of the folder begins with. */
export async function makeGuardedFolder(prefix: string): Promise<GuardedFolder> {
  const path = await mkdtemp(prefix);
  // A process group of its own, so that Ctrl-C in a terminal does not reach it.
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', path], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    for (const event of ['error', 'exit']) guard.once(event, () => resolve());
  });
  const tell = (line: string): void => void guard.stdin.write(`${line}\n`);
  return {
    path,
    started: (pid) => tell(`+ ${pid}`),
    ended: (pid) => tell(`- ${pid}`),
    handOver: () => void guard.stdin.end('.\n'),
    async remove() {
      guard.stdin.end();
      await ended;
    },
  };
}
