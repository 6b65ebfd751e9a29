import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';

/**
 * Runs beside us and outlives us just long enough to tidy up: file descriptor 3 is a pipe that we hold open, and
 * whatever way we end (even kill -9), its end of file tells this script to end the server and to remove the folder.
 * The server does not inherit the pipe. A shell gives a background command /dev/null to read, hence descriptor 4.
 */
const WATCHDOG = `
signal=$1 folder=$2; shift 2
PATH=$PATH:/usr/bin:/bin
exec 4<&0
"$@" <&4 3<&- 4<&- &
server=$!
( read -r never <&3; kill -s "$signal" "$server" ) 2>/dev/null &
lifeline=$!
wait "$server"; status=$?
kill "$lifeline" 2>/dev/null
if [ -n "$folder" ]; then rm -rf "$folder"; fi
exit "$status"
`;

/** What a server may need of our environment: passwords and keys in the rest of it are none of its business. */
const PASSED_ON = /^(PATH|HOME|TMPDIR|TZ|LANG|LC_\w+|LD_\w+|DYLD_\w+)$/;

const ENDING_TIME_LIMIT_MS = 30_000;

interface GuardedCommand {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** File descriptors: what it reads ('ignore' for nothing), and where its output goes. */
  readonly input: number | 'ignore';
  readonly output: number;
  /** How it is ended: KILL when its data do not matter, TERM when they do. */
  readonly endBy: 'KILL' | 'TERM';
  /** Removed once it has ended, for whatever reason. */
  readonly temporaryFolder?: string;
}

/** A process that cannot outlive this one. */
export interface GuardedProcess {
  /** Settles with the exit status once the process has ended and its temporary folder is gone, unless `stop` kills it. */
  readonly ended: Promise<number>;
  /** Ends it and waits until its temporary folder is gone; one that takes too long over it is killed. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a process that ends with this one. It has its own process group, so that Ctrl-C in the terminal does not reach
 * it before we have shut down in good order.
 * @param guarded the command and what is to become of it
 * @returns the handle to wait for it or to stop it
 */
export function startGuarded(guarded: GuardedCommand): GuardedProcess {
  const { command, env, input, output, endBy, temporaryFolder = '' } = guarded;
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'watchdog', endBy, temporaryFolder, ...command], {
    env: Object.fromEntries(Object.entries(env).filter(([name]) => PASSED_ON.test(name))),
    cwd: '/',
    detached: true,
    stdio: [input, output, output, 'pipe'],
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const lifeline = child.stdio[3];
  lifeline?.on('error', () => undefined); // it only matters that it closes
  return {
    ended,
    stop: async () => {
      lifeline?.destroy();
      const killer = setTimeout(() => killGroup(child.pid), ENDING_TIME_LIMIT_MS);
      await ended;
      clearTimeout(killer);
      // Where it was killed, so was the watchdog. What dies may still hold files for a moment.
      if (temporaryFolder !== '') await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function killGroup(leader: number | undefined): void {
  if (leader !== undefined) process.kill(-leader, 'SIGKILL');
}
