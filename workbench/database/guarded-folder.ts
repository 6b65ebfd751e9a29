import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

/**
 * Makes the folder, so that there never is one without a guard. Reads which processes start (+) and end (-) from a pipe
 * that we hold open. Whatever way we end (even kill -9), its end of file has the script end those that are left, also one
 * that is busy for ever, and remove the folder. A full stop has it leave the folder alone.
 */
const GUARD = `
PATH=$PATH:/usr/bin:/bin
# we may be gone before we hear of it
trap '' PIPE
mkdir -m 700 "$1" || exit
echo made
pids=' '
while read -r sign pid; do
  case $sign in
    +) pids="$pids$pid " ;;
    .) exit ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -s KILL "$pid" 2>/dev/null; done
# a program that fills the folder may outlive us for a moment
for try in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf "$1" 2>/dev/null && break
  sleep 0.3
done
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

/**
 * Makes a folder for this user only.
 *
 * @param prefix what the path of the folder begins with.
 * @throws Error where it cannot be made.
 */
export async function makeGuardedFolder(prefix: string): Promise<GuardedFolder> {
  const path = prefix + randomBytes(4).toString('hex');
  // A process group of its own, so that Ctrl-C in a terminal does not reach it.
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', path], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  guard.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    for (const event of ['error', 'exit']) guard.once(event, () => resolve());
  });
  const made = new Promise<boolean>((resolve) => {
    guard.stdout.once('data', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  const complaint = text(guard.stderr);
  if (!(await made)) throw new Error(`The temporary folder ${path} could not be made: ${(await complaint).trim()}`);
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
