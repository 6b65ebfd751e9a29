import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleModules } from '../../workbench/package/bundle-modules.ts';
import { PACKAGE_ROOT } from '../../workbench/package-root.ts';
import type { Served, Usage } from './servers/serve.ts';

/** A server as a process of its own, so that what it uses can be told from what its client uses. */
export interface ServerProcess extends AsyncDisposable {
  readonly served: Served;
  readonly pid: number;
  usage(): Promise<Usage>;
}

/** Below the package's root: a server finds it from where it lies. */
const CACHE = join(PACKAGE_ROOT, 'node_modules', '.cache');

/**
 * Starts a server, bundled as the package is.
 *
 * @param name the file in `servers`.
 * @throws Error where it ends before it serves.
 */
export async function startServer(name: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'benchmark-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true });
  try {
    await bundleModules([`test/benchmark/servers/${name}.ts`], folder);
    return await startBundled(name, { folder, env, remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

interface Bundled {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes it away again. */
  readonly remove: () => Promise<void>;
}

async function startBundled(name: string, { folder, env, remove }: Bundled): Promise<ServerProcess> {
  const child = fork(join(folder, `test/benchmark/servers/${name}.js`), {
    execArgv: process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [],
    env: { ...process.env, ...env },
  });
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
      await remove();
    },
  };
}
