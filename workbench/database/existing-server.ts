import type { Database, DatabaseRequest } from './database.ts';
import { toLogin } from './login.ts';

const CONNECT_TIME_LIMIT_MS = 5_000;

/**
 * Uses a server that somebody else runs: checks that it answers, and leaves it alone at stop.
 * @param url mysql://user:password@host:port; a database name in it is ignored
 * @param setting where the URL comes from, for a person: 'DATABASE_URL' or the like
 * @param request a folder for the data cannot be asked for here
 * @returns the database
 * @throws Error that says what to do when the URL is not one, or nobody answers there
 */
export async function useExistingServer(url: string, setting: string, request: DatabaseRequest): Promise<Database> {
  if (request.dataFolder !== undefined) {
    throw new Error(
      `The server of ${setting} keeps its own data: leave the data folder out, or start a private server instead`,
    );
  }
  const { address, login } = parseUrl(url, setting);
  request.waiting();
  const { identifyServer } = await import('./identify-server.ts');
  try {
    const identity = await identifyServer({ ...login, connectTimeout: CONNECT_TIME_LIMIT_MS });
    return { ...identity, source: setting, url: address, keepsData: true, stop: async () => undefined };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException; // a host with two addresses gives an error without a message
    throw new Error(
      `No database at ${login.host}:${login.port}, which ${setting} names: ${message || code}. ` +
        `Start that server, correct ${setting}, or leave it out to let the workbench start a database itself.`,
      { cause: error },
    );
  }
}

function parseUrl(text: string, setting: string) {
  try {
    const login = toLogin(text);
    const { username, password, hostname, search } = new URL(text);
    return { address: `mysql://${username}:${password}@${hostname}:${login.port}${search}`, login };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${setting} cannot be used: ${reason}`, { cause: error });
  }
}
