import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exec, port, ps, upOne, type IDockerComposeOptions } from 'docker-compose';
import { once } from '../once.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { ORIGIN_FILE } from './data-folder.ts';
import type { Database, DatabaseRequest } from './database.ts';
import { identifyServer } from './identify-server.ts';
import { findProgram, runProgram } from './run-program.ts';
import { undoAtEnd } from './undo-at-end.ts';

const COMPOSE_FILE = join(PACKAGE_ROOT, 'docker-compose.yml');
const SERVICE = 'mysql';
const PROFILE = 'throwaway';
const PORT_IN_CONTAINER = 3306;
const DEFAULT_PASSWORD = 'workbench';
const ENGINE_TIME_LIMIT_MS = 3_000;

/** What was there before us decides what we leave behind. */
type Container = 'absent' | 'stopped' | 'running';

const COMPOSE = ['docker', 'compose', '-f', COMPOSE_FILE];
const UNDO = {
  stopped: [...COMPOSE, 'stop', SERVICE],
  absent: [...COMPOSE, 'down', '--volumes', SERVICE],
};

/**
 * Uses the MySQL of docker-compose.yml: starts its container unless it runs already. Whatever way this process ends, also
 * while it starts, the container is left as it was before.
 * @param request where to keep the data; MYSQL_ROOT_PASSWORD and MYSQL_PORT in its environment; progress
 * @returns the database, or undefined when no Docker engine with Compose answers
 * @throws Error with the reason when the container does not come up
 */
export async function startDockerService(request: DatabaseRequest): Promise<Database | undefined> {
  if (!(await hasDockerCompose(request.env))) return undefined;
  const options = composeOptions(request);
  const before = await containerState(options);
  await checkDataFolder(request.dataFolder, before);
  if (before !== 'running')
    request.progress('Starting MySQL with Docker Compose (the first time, Docker fetches its image)');
  const undoing = before === 'running' ? undefined : undoAtEnd(UNDO[before], options);
  const stop = once(async () => undoing?.run());
  try {
    request.waiting();
    await saying(upOne(SERVICE, { ...options, commandOptions: ['--wait', '--no-recreate'] })).finally(
      undoing?.isComplete,
    );
    const keepsData = before !== 'absent' || request.dataFolder !== undefined;
    return { ...(await describeService(options, before)), keepsData, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** The command may be there without an engine behind it, and an engine that hangs is no engine. */
async function hasDockerCompose(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!findProgram('docker', env)) return false;
  const answers = [
    ['docker', 'info'],
    ['docker', 'compose', 'version'],
  ].map((command) => runProgram(command, { env, timeoutMs: ENGINE_TIME_LIMIT_MS }));
  return Promise.all(answers).then(
    () => true,
    () => false,
  );
}

function composeOptions({ env, dataFolder }: DatabaseRequest) {
  const volume = dataFolder === undefined ? {} : { MYSQL_VOLUME: `${resolve(dataFolder)}:/var/lib/mysql` };
  return {
    cwd: PACKAGE_ROOT,
    config: COMPOSE_FILE,
    env: {
      ...env,
      MYSQL_ROOT_PASSWORD: env['MYSQL_ROOT_PASSWORD'] || DEFAULT_PASSWORD,
      MYSQL_PORT: env['MYSQL_PORT'] || '0', // Docker picks a free one
      COMPOSE_PROFILES: PROFILE,
      ...volume,
    },
  } satisfies IDockerComposeOptions;
}

async function containerState(options: IDockerComposeOptions): Promise<Container> {
  const listed = await saying(ps({ ...options, commandOptions: ['--all', ['--format', 'json'], SERVICE] }));
  const container = listed.data.services[0];
  if (!container) return 'absent';
  return container.state === 'running' ? 'running' : 'stopped';
}

async function checkDataFolder(dataFolder: string | undefined, before: Container): Promise<void> {
  if (dataFolder === undefined) return;
  if (before !== 'absent') {
    throw new Error(
      'The container of docker-compose.yml exists already, with its own data: leave the data folder out, ' +
        'or remove the container with "docker compose down --volumes mysql"',
    );
  }
  const names = await readdir(dataFolder);
  const isOurs = names.includes('mysql.ibd') && !names.includes(ORIGIN_FILE);
  if (names.length > 0 && !isOurs) {
    throw new Error(`${dataFolder} holds something else than data of this container: name an empty or a new folder`);
  }
}

/** A container that was there before may have been given another password: the container knows. */
async function describeService(
  options: IDockerComposeOptions,
  before: Container,
): Promise<Omit<Database, 'stop' | 'keepsData'>> {
  const published = (await saying(port(SERVICE, PORT_IN_CONTAINER, options))).data.port;
  const password =
    before === 'absent'
      ? options.env?.['MYSQL_ROOT_PASSWORD']
      : (await saying(exec(SERVICE, ['printenv', 'MYSQL_ROOT_PASSWORD'], options))).out.trim();
  const url = `mysql://root:${encodeURIComponent(password ?? '')}@127.0.0.1:${published}`;
  const identity = await identifyServer({ uri: url }).catch((error: Error) => {
    const advice = 'data that were made with another password need that one in MYSQL_ROOT_PASSWORD';
    throw new Error(`The container of docker-compose.yml does not let us in: ${error.message} (${advice})`, {
      cause: error,
    });
  });
  return { ...identity, source: `Docker Compose service "${SERVICE}"`, url };
}

/** The package rejects with the command's output instead of an error. */
async function saying<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (result) {
    if (result instanceof Error) throw result;
    const said = typeof result === 'object' && result && 'err' in result ? String(result.err).trim() : String(result);
    throw new Error(`Docker Compose failed:\n${said.split('\n').slice(-6).join('\n')}`, { cause: result });
  }
}
