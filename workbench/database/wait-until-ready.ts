import { setTimeout as delay } from 'node:timers/promises';
import type { ServerIdentity } from './identify-server.ts';

const TIME_LIMIT_MS = 60_000;
const POLL_MS = 10;

interface Login {
  readonly socketPath: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Waits until a server that is starting lets us in.
 * @param login its socket and account
 * @param ended settles when the server has ended
 * @returns what the server says it is
 * @throws Error when the server ends first, refuses the account, or takes longer than a minute
 */
export async function waitUntilReady(login: Login, ended: Promise<number>): Promise<ServerIdentity> {
  let status: number | undefined;
  void ended.then((code) => (status = code));
  // The driver is loaded while the server starts.
  const { identifyServer } = await import('./identify-server.ts');
  // Not the time of day, which may jump.
  const deadline = performance.now() + TIME_LIMIT_MS;
  while (performance.now() < deadline) {
    try {
      return await identifyServer({ ...login, connectTimeout: TIME_LIMIT_MS });
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
    if (status !== undefined) throw new Error(`it ended with status ${status}`);
    await delay(POLL_MS);
  }
  throw new Error(`it was not ready after ${TIME_LIMIT_MS / 1000} s`);
}

/** Servers number their errors from 1000; other errors of a connection only mean that nobody listens yet. Jest has an Error of its own. */
function isAbsence(error: unknown): boolean {
  const { code, errno = 0 } = error as NodeJS.ErrnoException;
  return code !== undefined && errno < 1000;
}
