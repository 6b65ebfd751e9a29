import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { prepareKeptData, shareTemplate, writeOrigin } from './data-folder.ts';
import { dataTemplate } from './data-template.ts';
import type { Database, DatabaseRequest } from './database.ts';
import { freePort } from './free-port.ts';
import { PortTakenError, runServer, USER } from './run-server.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import type { ServerBinary } from './server-binary.ts';
import type { ServerPlaces } from './server-options.ts';

const ATTEMPTS = 5;

/**
 * Starts a server of our own: on loopback, with a new password, and gone when this process is gone.
 * @param request whether and where to keep the data, environment, progress
 * @returns the running database
 * @throws Error with the reason and the end of the server's log; nothing is left running or lying around then
 */
export async function startPrivateInstance(binary: ServerBinary, request: DatabaseRequest): Promise<Database> {
  request.progress(`Starting ${binary.product} ${binary.version} (${binary.source})`);
  const template = await dataTemplate(binary, request);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(binary, template, request);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnce(binary: ServerBinary, template: string, request: DatabaseRequest): Promise<Database> {
  const { dataFolder: keptFolder, env, waiting } = request;
  const keepData = keptFolder !== undefined;
  const scratch = await makeScratchFolder(env);
  try {
    const places = await choosePlaces(scratch.path, keptFolder);
    const { dataFolder, socketPath, port } = places;
    await (keepData ? prepareKeptData(dataFolder, template, binary) : shareTemplate(template, dataFolder));
    const password = randomBytes(18).toString('base64url');
    const { product, version, stop } = await runServer({ binary, env, places, keepData, password, waiting });
    // The server's own watchdog removes it, once the server has ended.
    scratch.handOver();
    try {
      if (keepData) await writeOrigin(dataFolder, { product, version, socketPath });
    } catch (error) {
      await stop();
      throw error;
    }
    const url = `mysql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
    return { product, version, source: binary.source, url, socketPath, keepsData: keepData, stop };
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

async function choosePlaces(temporaryFolder: string, dataFolder: string | undefined): Promise<ServerPlaces> {
  const exchangeFolder = join(temporaryFolder, 'exchange');
  await mkdir(exchangeFolder);
  return {
    temporaryFolder,
    exchangeFolder,
    dataFolder: dataFolder === undefined ? join(temporaryFolder, 'data') : resolve(dataFolder),
    socketPath: join(temporaryFolder, 'mysql.sock'),
    initFile: join(temporaryFolder, 'accounts.sql'),
    port: await freePort(),
  };
}
