import { once } from 'node:events';
import { createServer } from 'node:net';
import { toCommandLine } from './command-line.ts';
import { listRunningWorkbenches } from './running-workbench.ts';

/**
 * Looks whether an address can be listened on, before anything is started for it.
 *
 * @param port 0 for any free one.
 * @throws Error that says why not, and tells the next move.
 */
export async function checkAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
    await once(server.close(), 'close');
  } catch (error) {
    throw new Error(await explain(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
}

async function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number): Promise<string> {
  switch (code) {
    case 'EADDRINUSE':
      return explainTaken(host, port);
    case 'EADDRNOTAVAIL':
      return `--host ${host} is no address of this machine`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `--host ${host}: there is no such address`;
    case 'EACCES':
      return `--port ${port} is for administrators: choose one from 1024 on`;
    default:
      return message;
  }
}

async function explainTaken(host: string, port: number): Promise<string> {
  const other = toCommandLine('start --port 0');
  const running = await listRunningWorkbenches();
  const owner = running.find(({ endpoint }) => new URL(endpoint).port === String(port));
  if (owner === undefined) return `Port ${port} of ${host} is in use. Take any free one: ${other}`;
  return `Port ${port} is in use by a workbench (process ${owner.pid}). Use that one (${toCommandLine('status')}), or: ${other}`;
}
