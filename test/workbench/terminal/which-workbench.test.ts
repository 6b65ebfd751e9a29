// Which workbench a command is for: where several are up, or the environment of the terminal is that of an earlier one.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { runCommand, type Command } from '../../support/command.ts';

interface Started {
  readonly command: Command;
  readonly endpoint: string;
}

let folder: string;
let older: Started;
let newer: Started;
/** Prints what a handler finds. */
let teller: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'which-test-'));
  teller = join(folder, 'teller.mjs');
  await writeFile(
    teller,
    `export const handler = async () => {
       const { AWS_ENDPOINT_URL_RDS_DATA: endpoint, DB_NAME: name, DB_PORT: port } = process.env;
       console.log(JSON.stringify({ endpoint, name, port }));
       return [];
     };`,
  );
  older = await start('which_older');
  newer = await start('which_newer');
});
afterAll(async () => {
  for (const { command } of [older, newer]) {
    command.process.kill('SIGTERM');
    await command.ended;
  }
  const connection = await mysql.createConnection({ uri: inject('databaseUrl'), multipleStatements: true });
  await connection.query('DROP DATABASE which_older; DROP DATABASE which_newer');
  await connection.end();
  await rm(folder, { recursive: true });
});

async function start(database: string): Promise<Started> {
  const command = runCommand(['start', '--port', '0', '--database', database], environment());
  const [, endpoint = ''] = await command.printed(/is up on (http:\S+)/);
  await command.printed(/Ctrl-C ends it all/);
  return { command, endpoint };
}

function environment(): Record<string, string> {
  return { WORKBENCH_ENGINE: inject('databaseUrl'), XDG_CACHE_HOME: folder };
}

async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  const command = runCommand(args, { ...environment(), ...env });
  return { code: await command.ended, output: command.output };
}

/** Serves what is no workbench. @returns its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('of two workbenches', () => {
  const ofOlder = (): Record<string, string> => ({ AWS_ENDPOINT_URL_RDS_DATA: older.endpoint });

  test('status tells both, the latest first, and which one commands are for', async () => {
    const { code, output } = await run(['status']);
    expect(code).toBe(0);
    expect(output).toContain(`2 workbenches are up; commands without --endpoint are for the latest: ${newer.endpoint}`);
    expect(output.match(/^Endpoint .*$/gm)).toEqual([
      `Endpoint     ${newer.endpoint}  (that commands are for)`,
      `Endpoint     ${older.endpoint}`,
    ]);
    const named = await run(['status'], ofOlder());
    expect(named.output.match(/^Endpoint .*$/gm)).toEqual([
      `Endpoint     ${newer.endpoint}`,
      `Endpoint     ${older.endpoint}  (that commands are for)`,
    ]);
    const { output: one } = await run(['status', '--endpoint', older.endpoint]);
    expect(one.match(/^Endpoint .*$/gm)).toEqual([`Endpoint     ${older.endpoint}`]);
  });

  test('status -o env and -o json are for the one that other commands are for', async () => {
    expect((await run(['status', '-o', 'env'])).output).toContain(`AWS_ENDPOINT_URL_RDS_DATA=${newer.endpoint}\n`);
    const { output } = await run(['status', '-o', 'json'], ofOlder());
    expect(JSON.parse(output)).toMatchObject({ endpoint: older.endpoint, pid: older.command.process.pid });
  });

  test.each([
    ['the latest', () => ({}), () => [], () => newer],
    ['the one of the environment', ofOlder, () => [], () => older],
    ['the one of --endpoint', () => ofOlder(), () => ['--endpoint', `${newer.endpoint}/`], () => newer],
  ])('every command takes %s', async (_what, toEnv, toArgs, toWanted) => {
    const [env, args, wanted] = [toEnv(), toArgs(), toWanted()];
    const name = wanted === newer ? 'which_newer' : 'which_older';
    for (const command of [
      ['run', teller],
      ['invoke', teller],
    ]) {
      const { code, output } = await run([...command, ...args], env);
      expect(code).toBe(0);
      expect(output).toContain(`"endpoint":"${wanted.endpoint}","name":"${name}"`);
      expect(output.includes('2 workbenches are up')).toBe(Object.keys(env).length + args.length === 0);
    }
    expect((await run(['faults', 'add', 'truncate', ...args], env)).code).toBe(0);
    const faults = async ({ endpoint }: Started): Promise<number> =>
      ((await (await fetch(`${endpoint}/_workbench/faults`)).json()) as { faults: unknown[] }).faults.length;
    expect([await faults(wanted), await faults(wanted === newer ? older : newer)]).toEqual([1, 0]);
    expect((await run(['reset', ...args], env)).code).toBe(0);
    expect(await faults(wanted)).toBe(0);
  });
});

describe('an environment of an earlier workbench', () => {
  const PORT_OF_OLD = '1';

  test('gets the port of the database from the one that is there now; the rest of it counts', async () => {
    const env = {
      AWS_ENDPOINT_URL_RDS_DATA: older.endpoint,
      DB_CLUSTER_ARN: 'arn:aws:rds:us-east-1:123456789012:cluster:x',
      DB_HOST: new URL(inject('databaseUrl')).hostname,
      DB_NAME: 'mine',
      DB_PORT: PORT_OF_OLD,
    };
    const { port } = new URL(inject('databaseUrl'));
    for (const command of ['run', 'invoke']) {
      const { output } = await run([command, teller], env);
      expect(output).toContain(JSON.stringify({ endpoint: older.endpoint, name: 'mine', port }));
      const elsewhere = await run([command, teller], { ...env, DB_HOST: 'db.example.com' });
      expect(elsewhere.output).toContain(`"port":"${PORT_OF_OLD}"`);
    }
  });

  test('counts as it is where it leads to AWS, or to what is no workbench', async () => {
    const own = { DB_CLUSTER_ARN: 'x', DB_NAME: 'mine' };
    expect((await run(['run', teller], own)).output).toContain('{"name":"mine"}');
    const aws = { ...own, AWS_ENDPOINT_URL_RDS_DATA: 'https://rds-data.invalid' };
    expect((await run(['run', teller], aws)).output).toContain('"name":"mine"');
    const endpoint = await serve((_request, response) => response.writeHead(404).end());
    const other = await run(['run', teller], { ...own, AWS_ENDPOINT_URL_RDS_DATA: endpoint });
    expect(other.output).toContain(`{"endpoint":"${endpoint}","name":"mine"}`);
  });

  test('is told where nobody answers, with what makes it a new one', async () => {
    const stale = { AWS_ENDPOINT_URL_RDS_DATA: 'http://127.0.0.1:1', DB_CLUSTER_ARN: 'x' };
    for (const args of [['run', teller], ['reset'], ['faults']]) {
      const { code, output } = await run(args, stale);
      expect(code).toBe(1);
      expect(output).toBe(
        'The environment of this terminal names a workbench that is no longer there (AWS_ENDPOINT_URL_RDS_DATA=http://127.0.0.1:1). ' +
          'Run: eval "$(npm run -s workbench -- status -o env)"\n',
      );
    }
    expect((await run(['status', '-o', 'env'], stale)).output).toContain(newer.endpoint);
  });
});

describe('--endpoint', () => {
  test.each([
    ['foo', 'foo is no URL, write http://127.0.0.1:8080\n'],
    ['localhost:8080', 'localhost:8080 is no URL, write http://127.0.0.1:8080\n'],
    ['http://127.0.0.1:1', 'Nobody answers at http://127.0.0.1:1\n'],
  ])('%s is refused', async (endpoint, message) => {
    expect(await run(['reset', '--endpoint', endpoint])).toEqual({ code: 1, output: message });
  });

  test.each<[string, RequestListener]>([
    ['a text', (_request, response) => response.end('ok')],
    ['JSON', (_request, response) => response.end('null')],
    ['an error', (_request, response) => response.writeHead(500).end()],
  ])('of what answers %s is refused', async (_what, listener) => {
    const endpoint = await serve(listener);
    expect(await run(['reset', '--endpoint', endpoint])).toEqual({ code: 1, output: `${endpoint} is no workbench\n` });
  });

  test('of what never answers is given up', async () => {
    const endpoint = await serve(() => undefined);
    const { code, output } = await run(['faults', '--endpoint', endpoint]);
    expect({ code, output }).toEqual({ code: 1, output: `Nobody answers at ${endpoint} within 5 s\n` });
  });
});

describe('start looks first whether it can listen', () => {
  test('on a port of another workbench it says which one', async () => {
    const { code, output } = await run(['start', '--port', new URL(older.endpoint).port]);
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${new URL(older.endpoint).port} is in use by a workbench (process ${older.command.process.pid}). ` +
        'Use that one (npm run -s workbench -- status), or: npm start -- --port 0\n',
    );
  });

  test.each([
    ['no.such.host.invalid', '--host no.such.host.invalid: there is no such address\n'],
    ['192.0.2.1', '--host 192.0.2.1 is no address of this machine\n'],
  ])('on %s', async (host, message) => {
    expect(await run(['start', '--port', '0', '--host', host])).toEqual({ code: 1, output: message });
  });
});
