import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTemplate } from '../../workbench/database/data-folder.ts';
import { dataTemplate } from '../../workbench/database/data-template.ts';
import { fetchMariadb } from '../../workbench/database/fetch-mariadb.ts';
import { fetchMysql } from '../../workbench/database/fetch-mysql.ts';
import { findBinary } from '../../workbench/database/find-binary.ts';
import { freePort } from '../../workbench/database/free-port.ts';
import { runServer, USER, type RunningServer } from '../../workbench/database/run-server.ts';
import { makeScratchFolder } from '../../workbench/database/scratch-folder.ts';
import type { ServerBinary } from '../../workbench/database/server-binary.ts';
import { sendSignal } from './send-signal.ts';

/** A private server that can be killed, and started again on its data, at its address and with its password. */
export interface RestartableDatabase {
  readonly product: string;
  readonly version: string;
  readonly url: string;
  readonly socketPath: string;
  readonly port: number;
  /** Everything that it has in the file system. */
  readonly folders: readonly string[];
  /** Ends it as a crash does (SIGKILL), and returns when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the data that the crash left. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * @param engine 'mysql', or anything else for MariaDB.
 * @param folder where its data are; by default in a temporary one, removed at the end.
 * @throws Error where no server is to be had, or it does not start.
 */
export async function startRestartableDatabase(engine: string, folder?: string): Promise<RestartableDatabase> {
  const request = {
    dataFolder: undefined,
    env: process.env,
    progress: (text: string) => console.error(text),
    waiting: () => undefined,
  };
  const binary = await (engine === 'mysql' ? findMysql(request) : findMariadb(request));
  if (binary === undefined) throw new Error(`No ${engine} on this machine that could be started and killed`);
  const temporary = await makeScratchFolder(process.env);
  const data = await makeScratchFolder(process.env);
  const temporaryFolder = temporary.path;
  const dataFolder = folder ?? data.path;
  await copyTemplate(await dataTemplate(binary, request), dataFolder);
  const password = randomBytes(18).toString('base64url');
  const port = await freePort();
  const places = {
    temporaryFolder,
    dataFolder,
    port,
    exchangeFolder: join(temporaryFolder, 'exchange'),
    socketPath: join(temporaryFolder, 'mysql.sock'),
    initFile: join(temporaryFolder, 'accounts.sql'),
  };
  const run = async (): Promise<RunningServer> => {
    await mkdir(places.exchangeFolder, { recursive: true });
    return runServer({ binary, env: process.env, places, keepData: true, password, waiting: () => undefined });
  };
  let server = await run();
  // The server's own watchdog removes it with every end.
  temporary.handOver();
  return {
    product: server.product,
    version: server.version,
    url: `mysql://${USER}:${password}@127.0.0.1:${port}`,
    socketPath: places.socketPath,
    port,
    folders: [temporaryFolder, dataFolder],
    async kill() {
      sendSignal(Number(await readFile(join(temporaryFolder, 'server.pid'), 'utf8')), 'SIGKILL');
      await server.stop();
    },
    async start() {
      server = await run();
    },
    async stop() {
      await server.stop();
      await data.remove();
    },
  };
}

type Request = Parameters<typeof fetchMysql>[0];

async function findMysql(request: Request): Promise<ServerBinary | undefined> {
  return (await findBinary('MySQL', request.env)) ?? fetchMysql(request);
}

async function findMariadb(request: Request): Promise<ServerBinary | undefined> {
  return (await findBinary('MariaDB', request.env)) ?? fetchMariadb(request);
}
