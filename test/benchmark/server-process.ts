import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Served, Usage } from './servers/serve.ts';

/** A server as a process of its own, so that what it uses can be told from what its client uses. */
export interface ServerProcess extends AsyncDisposable {
  readonly served: Served;
  readonly pid: number;
  usage(): Promise<Usage>;
}

/**
 * @param name the file in `servers`.
 * @throws Error where it ends before it serves.
 */
export async function startServer(name: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
  const flags = process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [];
  const child = fork(file, { execArgv: ['--import', 'tsx', ...flags], env: { ...process.env, ...env } });
  const ended = once(child, 'exit');
  const failed = ended.then(() => {
    throw new Error(`The server ${name} ended: what it printed tells why`);
  });
  const next = async <Message>(): Promise<Message> => {
    const [message] = (await Promise.race([once(child, 'message'), failed])) as [Message];
    return message;
  };
  const served = await next<Served>();
  return {
    served,
    pid: child.pid ?? 0,
    async usage() {
      child.send('usage');
      return next<Usage>();
    },
    async [Symbol.asyncDispose]() {
      failed.catch(() => undefined);
      child.disconnect();
      await ended;
    },
  };
}
