import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../emulator/index.ts';

const CHILD = fileURLToPath(new URL('emulator-child.ts', import.meta.url));
/** How long it may take to stop, its open transactions included. */
const STOP_MS = 5000;

export type ChildSettings = Pick<Config, 'databaseUrl' | 'socketPath'>;

/** What the child is asked over its channel. */
export interface Request {
  readonly ask: 'memory' | 'skip' | 'stop';
  readonly ms?: number;
}

/** An emulator in a process of its own: what it needs of memory is its own, and it may hang or crash. */
export interface EmulatorProcess {
  readonly endpoint: string;
  readonly pid: number;
  /** What it has said on standard error so far: nothing, if all is well. */
  readonly complaints: string;
  /** Whether it has ended without being asked to. */
  readonly hasCrashed: boolean;
  /** @returns the bytes that it occupies after a garbage collection (RSS). */
  memory(): Promise<number>;
  /** What waits for a time within the next `ms` milliseconds, as the expiry of a transaction does, is due now. */
  skip(ms: number): Promise<void>;
  /** @throws Error where it does not end by itself in five seconds; it is killed then. */
  stop(): Promise<void>;
}

/** @throws Error where it does not start. */
export async function startEmulatorProcess(settings: ChildSettings): Promise<EmulatorProcess> {
  const child = fork(CHILD, {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    env: { ...process.env, EMULATOR_SETTINGS: JSON.stringify(settings) },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaints = '';
  let isStopping = false;
  let hasEnded = false;
  child.stderr?.on('data', (data: Buffer) => (complaints += data.toString()));
  const ended = once(child, 'exit').then(() => {
    hasEnded = true;
  });
  const answer = async (request?: Request): Promise<string | number> => {
    const answered = once(child, 'message').then(([message]) => message as { answer: string | number });
    if (request !== undefined) child.send(request);
    const message = await Promise.race([answered, ended]);
    if (message === undefined) throw new Error(`The emulator's process has ended: ${complaints}`);
    return message.answer;
  };
  const endpoint = String(await answer());
  return {
    endpoint,
    pid: child.pid ?? 0,
    get complaints() {
      return complaints;
    },
    get hasCrashed() {
      return hasEnded && !isStopping;
    },
    memory: async () => Number(await answer({ ask: 'memory' })),
    async skip(ms) {
      await answer({ ask: 'skip', ms });
    },
    async stop() {
      isStopping = true;
      if (hasEnded) return;
      child.send({ ask: 'stop' });
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
      if (child.signalCode === 'SIGKILL') throw new Error(`The emulator did not stop within ${STOP_MS} ms`);
    },
  };
}
