import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDatabase } from '../../../workbench/database/start-database.ts';
import { until } from '../../support/until.ts';
import { ask } from './support/ask.ts';
import { fakeProgram } from './support/fake-program.ts';
import { bareEnvironment, startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const hasEngine = process.env['WORKBENCH_ENGINE'] === 'docker';
if (!hasEngine) console.warn('A real Docker engine: not tested, needs WORKBENCH_ENGINE=docker');

const PROGRAM = fileURLToPath(new URL('support/start-and-wait.ts', import.meta.url));

/**
 * A docker command that answers as Compose would about a container in the given state, and notes what it was asked to do.
 *
 * @param up what it does to start one.
 */
async function fakeDocker(
  state: 'absent' | 'exited' | 'running',
  password: string,
  up = '',
): Promise<NodeJS.ProcessEnv> {
  const database = await startForTest();
  await ask(database.url, `CREATE USER 'root'@'%' IDENTIFIED BY '${password}'`);
  const folder = await temporaryFolder();
  const container = JSON.stringify({ Name: 'x-mysql-1', Command: 'mysqld', State: state, Ports: '' });
  await writeFile(join(folder, 'ps.json'), state === 'absent' ? '' : `${container}\n`);
  const script = `
    case "$*" in
      *" ps "*) while read -r line; do echo "$line"; done <${folder}/ps.json;;
      *" port "*) echo 127.0.0.1:${new URL(database.url).port};;
      *" exec "*) echo '${password}';;
      *" up "*|*" down "*|*" stop "*) echo "$*" >>${folder}/asked;;
    esac
    case "$*" in
      *" up "*) ${up || ':'};;
    esac`;
  await fakeProgram(folder, 'docker', script);
  await writeFile(join(folder, 'asked'), '');
  return bareEnvironment(folder);
}

async function asked(env: NodeJS.ProcessEnv): Promise<string> {
  const text = await readFile(join(env['HOME'] ?? '', 'asked'), 'utf8');
  return text.replace(/^.*docker-compose\.yml /gm, '').trim();
}

describe('the service of docker-compose.yml', () => {
  test('is started when it is absent, and removed with its data at stop', async () => {
    const env = { ...(await fakeDocker('absent', 'p@ss')), MYSQL_ROOT_PASSWORD: 'p@ss' };
    const database = await startDatabase({ engine: 'docker', env, progress: () => undefined });
    expect(database.source).toBe('Docker Compose service "mysql"');
    expect(database.keepsData).toBe(false);
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
    expect(await asked(env)).toBe('up --wait --no-recreate -d mysql');
    await Promise.all([database.stop(), database.stop()]);
    expect((await asked(env)).split('\n').slice(1)).toEqual(['down --volumes mysql']);
  });

  test('that runs already is used with its own password, and left running', async () => {
    const env = await fakeDocker('running', 'its own');
    const database = await startDatabase({ engine: 'docker', env, progress: () => undefined });
    expect(database.keepsData).toBe(true);
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
    await database.stop();
    expect(await asked(env)).not.toMatch(/down|stop/);
  });

  test('that was stopped is stopped again, not removed', async () => {
    const env = await fakeDocker('exited', 'its own');
    const database = await startDatabase({ engine: 'docker', env, progress: () => undefined });
    await database.stop();
    expect((await asked(env)).split('\n').slice(1)).toEqual(['stop mysql']);
  });

  test('with data of its own is not given a data folder', async () => {
    const env = await fakeDocker('running', 'its own');
    const dataFolder = await temporaryFolder();
    const start = startDatabase({ engine: 'docker', env, dataFolder, progress: () => undefined });
    await expect(start).rejects.toThrow(/docker compose down/);
  });

  test('is not let loose on a folder that holds something else', async () => {
    const env = await fakeDocker('absent', 'p@ss');
    const dataFolder = await temporaryFolder();
    await writeFile(join(dataFolder, 'rds-data-workbench.json'), '{}');
    const start = startDatabase({ engine: 'docker', env, dataFolder, progress: () => undefined });
    await expect(start).rejects.toThrow(`${dataFolder} holds something else`);
    expect(await asked(env)).toBe('');
  });

  test('that does not let us in is removed again, and the error says what may be the matter', async () => {
    const env = { ...(await fakeDocker('absent', 'right')), MYSQL_ROOT_PASSWORD: 'wrong' };
    const start = startDatabase({ engine: 'docker', env, progress: () => undefined });
    await expect(start).rejects.toThrow(/denied.*MYSQL_ROOT_PASSWORD/s);
    expect(await asked(env)).toContain('down --volumes');
  });
});

/** Until it notices that nobody reads its output any more, as Compose does. */
const FOR_EVER = 'while echo Waiting; do /bin/sleep 0.1; done';

describe('a container that was started', () => {
  test.each([
    ['SIGKILL', 'while it comes up', 'absent', 'down --volumes mysql'],
    ['SIGINT', 'while it comes up', 'absent', 'down --volumes mysql'],
    ['SIGKILL', 'when it is up', 'absent', 'down --volumes mysql'],
    ['SIGTERM', 'when it is up', 'exited', 'stop mysql'],
  ] as const)('does not outlive a program that is ended by %s %s (%s before)', async (signal, when, state, undone) => {
    const up = when === 'when it is up' ? '' : FOR_EVER;
    const env = { ...(await fakeDocker(state, 'p@ss', up)), MYSQL_ROOT_PASSWORD: 'p@ss' };
    const program = spawn(process.execPath, ['--import', 'tsx', PROGRAM, 'docker', 'main', 'wait'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void program.kill('SIGKILL'));
    if (when === 'when it is up') await once(program.stdout, 'data');
    else await until(async () => (await asked(env)) !== '');
    program.kill(signal);
    await once(program, 'exit');
    await expect.poll(() => asked(env), { timeout: 10_000 }).toMatch(new RegExp(`${undone}$`));
  });

  test('that cannot be put back is told', async () => {
    const env = await fakeDocker('exited', 'p@ss');
    const database = await startDatabase({ engine: 'docker', env, progress: () => undefined });
    await fakeProgram(env['HOME'] ?? '', 'docker', 'echo The engine has gone >&2; exit 1');
    await expect(database.stop()).rejects.toThrow('docker compose failed: The engine has gone');
  });
});

describe('a Docker engine that does not answer', () => {
  test.each([
    ['fails', 'exit 1'],
    ['hangs', 'exec /bin/sleep 600'],
  ])('because it %s is as good as none', async (_how, script) => {
    const folder = await temporaryFolder();
    await fakeProgram(folder, 'docker', script);
    const start = startDatabase({ engine: 'docker', env: bareEnvironment(folder), progress: () => undefined });
    await expect(start).rejects.toThrow(/^Docker with Compose does not answer/);
  });
});

describe.skipIf(!hasEngine)('a real Docker engine', { timeout: 300_000 }, () => {
  test('runs MySQL with the settings of docker-compose.yml', async () => {
    const env = { ...process.env, COMPOSE_PROJECT_NAME: 'rds-data-workbench-test' }; // not the one of the suite's own database
    const database = await startForTest({ engine: 'docker', env });
    expect(database.product).toBe('MySQL');
    expect(await ask(database.url, 'SELECT @@global.time_zone, @@log_bin')).toEqual(['+00:00', 0]);
    await database.stop();
    await expect(ask(database.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});
