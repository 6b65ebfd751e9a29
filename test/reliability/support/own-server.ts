import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyTemplate } from '../../../workbench/database/data-folder.ts';
import { dataTemplate } from '../../../workbench/database/data-template.ts';
import { fetchMariadb } from '../../../workbench/database/fetch-mariadb.ts';
import { fetchMysql } from '../../../workbench/database/fetch-mysql.ts';
import { findBinary } from '../../../workbench/database/find-binary.ts';
import { freePort } from '../../../workbench/database/free-port.ts';
import { runServer, USER, type RunningServer } from '../../../workbench/database/run-server.ts';
import type { ServerBinary } from '../../../workbench/database/server-binary.ts';
import { until } from '../../support/until.ts';

/** A real server of this run's kind that a test may break as it likes: its place and its data stay when it dies. */
export interface OwnServer extends AsyncDisposable {
  /** `mysql://user:password@host:port`, the same after every start. */
  readonly url: string;
  start(): Promise<void>;
  /** kill -9. */
  die(): Promise<void>;
  /** It takes connections, and says nothing: until `wake`. */
  freeze(): Promise<void>;
  wake(): Promise<void>;
}

const request = { env: process.env, dataFolder: undefined, progress: () => undefined };

async function findServer(): Promise<ServerBinary> {
  const found =
    process.env['WORKBENCH_ENGINE'] === 'mysql'
      ? ((await findBinary('MySQL', process.env)) ?? (await fetchMysql(request)))
      : ((await findBinary('MariaDB', process.env)) ?? (await fetchMariadb(request)));
  if (found === undefined) throw new Error('There is no server for this test');
  return found;
}

/** Starts a server of its own. @param dataFolder where its data are; by default in a temporary folder. */
export async function startOwnServer(dataFolder?: string): Promise<OwnServer> {
  const binary = await findServer();
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'own-server-'));
  const temporaryFolder = join(folder, 'run');
  const places = {
    temporaryFolder,
    exchangeFolder: join(temporaryFolder, 'exchange'),
    dataFolder: dataFolder ?? join(folder, 'data'),
    socketPath: join(temporaryFolder, 'mysql.sock'),
    initFile: join(temporaryFolder, 'accounts.sql'),
    port: await freePort(),
  };
  const password = randomBytes(12).toString('hex');
  await copyTemplate(await dataTemplate(binary, request), places.dataFolder);
  let server: RunningServer | undefined;
  const pid = async (): Promise<string> => (await readFile(join(temporaryFolder, 'server.pid'), 'utf8')).trim();
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    process.kill(Number(await pid()), name);
  };
  // All threads have to have stopped, which takes a moment.
  const isStopped = async (): Promise<boolean> => {
    const { stdout } = await promisify(execFile)('ps', ['-L', '-o', 'stat=', '-p', await pid()]);
    return stdout
      .trim()
      .split('\n')
      .every((state) => state.startsWith('T'));
  };
  const start = async (): Promise<void> => {
    await mkdir(places.exchangeFolder, { recursive: true });
    server = await runServer({ binary, env: process.env, places, keepData: true, password });
  };
  const die = async (): Promise<void> => {
    await signal('SIGKILL').catch(() => undefined);
    await server?.stop();
  };
  await start();
  return {
    url: `mysql://${USER}:${password}@127.0.0.1:${places.port}`,
    start,
    die,
    async freeze() {
      await signal('SIGSTOP');
      await until(isStopped);
    },
    wake: () => signal('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await die();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
