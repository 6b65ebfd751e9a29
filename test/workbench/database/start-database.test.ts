import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startDatabase } from '../../../workbench/database/start-database.ts';
import { ask } from './support/ask.ts';
import { brokenServer, fakeProgram, MARIADB_10, MYSQL_8 } from './support/fake-program.ts';
import { bareEnvironment, startForTest } from './support/start-for-test.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** What startDatabase says while it tries and when it gives up. */
async function failToStart(engine: string, env: NodeJS.ProcessEnv): Promise<{ said: string[]; message: string }> {
  const said: string[] = [];
  const start = startDatabase({ engine, env, progress: (text) => said.push(text) });
  const message = await start.then(
    () => expect.unreachable('it started'),
    (error: Error) => error.message,
  );
  return { said, message };
}

describe('the engine', () => {
  test('a value that is none of the known ones is refused with their names', async () => {
    const { message } = await failToStart('mysq1', bareEnvironment(await temporaryFolder()));
    for (const name of ['mysq1', 'auto', 'mysql', 'mariadb', 'docker', 'mysql://', 'path'])
      expect(message).toContain(name);
  });

  test('the URL of another kind of database is refused without showing its password', async () => {
    const { message } = await failToStart('postgres://me:secret@host/x', bareEnvironment(await temporaryFolder()));
    expect(message).toContain('postgres://');
    expect(message).not.toContain('secret');
  });

  test('docker: where it does not answer, no other server is advertised', async () => {
    const { message } = await failToStart('docker', bareEnvironment(await temporaryFolder()));
    expect(message).toBe(
      'Docker with Compose does not answer (is it started?). Start it, or leave --engine out for another database',
    );
  });

  test('a path where nothing is is told', async () => {
    const { message } = await failToStart('/nope', bareEnvironment(await temporaryFolder()));
    expect(message).toBe(`/nope: there is no such program (seen from ${process.cwd()})`);
  });

  test.each(['auto', 'mysql', 'mariadb'])('%s: where nothing can be had, the error names the ways', async (engine) => {
    const { message } = await failToStart(engine, bareEnvironment(await temporaryFolder()));
    for (const way of ['apt-get install', 'brew install', 'Docker', 'DATABASE_URL=mysql://'])
      expect(message).toContain(way);
  });

  test('a path that is not a server is refused', async () => {
    const folder = await temporaryFolder();
    const path = await fakeProgram(folder, 'mysqld', 'echo hello');
    const { message } = await failToStart(path, bareEnvironment(folder));
    expect(message).toContain(path);
    expect(message).toContain('hello');
  });
});

describe('auto', () => {
  test('goes from MySQL to MariaDB to Docker to the packages, and says why each was left', async () => {
    const folder = await temporaryFolder();
    await fakeProgram(folder, 'mysqld', brokenServer(MYSQL_8, '[ERROR] no luck with MySQL'));
    await fakeProgram(folder, 'mariadbd', brokenServer(MARIADB_10, '[ERROR] no luck with MariaDB'));
    await fakeProgram(
      folder,
      'docker',
      'case "$*" in info|"compose version") ;; *) echo no luck with Docker >&2; exit 1;; esac',
    );
    for (const name of ['apt-get', 'apt-cache', 'dpkg'])
      await fakeProgram(folder, name, 'echo no luck with apt >&2; exit 1');
    const { said, message } = await failToStart('auto', bareEnvironment(folder));
    const failures = said.filter((text) => text.includes('Looking for another database'));
    expect(failures).toEqual([
      expect.stringContaining('no luck with MySQL'),
      expect.stringContaining('share/mysql'), // the SQL that a whole MariaDB would have beside it
      expect.stringContaining('no luck with Docker'),
      expect.stringContaining('no luck with apt'),
    ]);
    expect(message).toContain('no luck with MySQL');
  });

  test('a server that does not start is followed by one that does', async () => {
    const folder = await temporaryFolder();
    await fakeProgram(folder, 'mysqld', brokenServer(MYSQL_8, '[ERROR] no luck'));
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, DATABASE_URL: '' };
    await fakeProgram(folder, 'docker', 'exit 1');
    const database = await startForTest({ engine: 'auto', env });
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
  });

  test('an engine asked for by name fails with the reason instead, and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const complaint = '[ERROR] Cannot open the file (OS errno: 13 - Permission denied)';
    await fakeProgram(folder, 'mysqld', brokenServer(MYSQL_8, complaint));
    const { message } = await failToStart('mysql', bareEnvironment(folder, { XDG_CACHE_HOME: join(folder, 'cache') }));
    expect(message).toContain(complaint);
    expect(message).toContain('status 7');
    expect(message).toContain('AppArmor');
    expect(await readdir(join(folder, 'cache', 'rds-data-workbench'))).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['cache', 'mysqld']);
  });
});

describe('DATABASE_URL', () => {
  test('a server that is there already is used, and left alone at stop', async () => {
    const running = await startForTest();
    const env = { ...process.env, DATABASE_URL: `${running.url}/some_database` };
    const database = await startDatabase({ engine: 'auto', env, progress: () => undefined });
    expect(database).toMatchObject({ product: running.product, version: running.version, source: 'DATABASE_URL' });
    expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
    await database.stop();
    expect(await ask(running.url, 'SELECT 1')).toEqual([1]);
  });

  test('the same URL can be given as the engine', async () => {
    const running = await startForTest();
    const database = await startForTest({ engine: running.url });
    expect(database.url).toBe(running.url);
  });

  test('nobody there: the error says what to do, without the password', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    const env = bareEnvironment(await temporaryFolder(), { DATABASE_URL: `mysql://me:secret@127.0.0.1:${port}/x` });
    const { message } = await failToStart('auto', env);
    expect(message).toContain(`127.0.0.1:${port}`);
    expect(message).toContain('correct DATABASE_URL');
    expect(message).not.toContain('secret');
  });

  test('the wrong password is told apart from a server that is not there', async () => {
    const running = await startForTest();
    const url = running.url.replace(/:[^/:@]+@/, ':wrong@');
    const { message } = await failToStart(url, process.env);
    expect(message).toContain('Access denied');
  });

  test('one for another kind of database is left alone', async () => {
    const env = bareEnvironment(await temporaryFolder(), { DATABASE_URL: 'postgres://me:secret@127.0.0.1/x' });
    const { said, message } = await failToStart('auto', env);
    expect(said[0]).toContain('DATABASE_URL');
    expect(said.join() + message).not.toContain('secret');
  });

  test('a data folder cannot be asked of a server that is not ours', async () => {
    const folder = await temporaryFolder();
    const start = startDatabase({ engine: 'mysql://me@127.0.0.1', dataFolder: folder, progress: () => undefined });
    await expect(start).rejects.toThrow(/keeps its own data/);
  });
});
