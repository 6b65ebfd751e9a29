// `exec`, `status` and `reset` as a person uses them.
import { BeginTransactionCommand, ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../workbench/database/database.ts';
import { startDatabase } from '../../workbench/database/start-database.ts';
import { runCommand, type Command } from '../support/command.ts';
import { createClient } from '../support/emulator.ts';
import { privateEngine } from './database/support/start-for-test.ts';

let folder: string;
/** No other test uses it: its database EmployeeDB is ours. */
let server: Database;
let env: Record<string, string>;
let direct: Connection;
const started: Command[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exec-test-'));
  server = await startDatabase({ engine: privateEngine, progress: () => undefined });
  env = { WORKBENCH_ENGINE: server.url, XDG_CACHE_HOME: folder };
  direct = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  await writeFile(join(folder, 'schema.sql'), 'CREATE TABLE t (id INT);');
  await writeFile(join(folder, 'seed.sql'), 'INSERT INTO t VALUES (1), (2);');
  await writeFile(join(folder, 'broken.sql'), '\nnonsense;');
});
afterEach(async () => {
  for (const command of started.splice(0)) {
    command.process.kill('SIGKILL');
    await command.ended;
  }
});
afterAll(async () => {
  await direct.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

function workbench(...args: string[]): Command {
  const command = runCommand(args, env);
  started.push(command);
  return command;
}

async function databases(): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[]>('SHOW DATABASES');
  return rows.map((row) => String(row['Database']));
}

/** A program for the command that calls the Data API, without an SDK. */
const call = (path: string, members: object): string => `
  const { AWS_ENDPOINT_URL_RDS_DATA: endpoint, DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
  const body = JSON.stringify({ resourceArn, secretArn, database, ...${JSON.stringify(members)} });
  const response = await fetch(endpoint + '${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  console.log(process.env.DB_NAME, await response.text());`;
const node = (program: string): string[] => ['--', process.execPath, '--input-type=module', '--eval', program];

describe('exec', () => {
  test('runs a command on a seeded database of its own, and leaves nothing', async () => {
    const files = ['--schema', join(folder, 'schema.sql'), '--seed', join(folder, 'seed.sql')];
    const command = workbench('exec', ...files, ...node(call('/Execute', { sql: 'SELECT COUNT(*) FROM t' })));
    expect(await command.ended).toBe(0);
    const [, name = '', answer] = /^(\S+) (.*)\n$/.exec(command.output) ?? [];
    expect(JSON.parse(answer ?? '')).toMatchObject({ records: [[{ longValue: 2 }]] });
    expect(name).toMatch(/^workbench_/);
    expect(await databases()).not.toContain(name);
  });

  test('passes arguments on as they are, dashes and all', async () => {
    const program = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const command = workbench('exec', '--', process.execPath, '--eval', program, '--', 'a b', '--engine', '--', '-h');
    expect(await command.ended).toBe(0);
    expect(JSON.parse(command.output)).toEqual(['a b', '--engine', '--', '-h']);
  });

  test('hides what would lead an SDK elsewhere', async () => {
    env['AWS_PROFILE'] = 'production';
    const command = workbench('exec', ...node('console.log(process.env.AWS_PROFILE, process.env.AWS_ACCESS_KEY_ID)'));
    await command.ended;
    delete env['AWS_PROFILE'];
    expect(command.output).toBe('undefined local\n');
  });

  test.each([
    ['its exit code', ['--', 'sh', '-c', 'exit 7'], 7, ''],
    ['the signal that ended it', ['--', 'sh', '-c', 'kill -KILL $$'], 137, ''],
    ['that there is no such command', ['--', 'no-such-command'], 127, 'no-such-command: command not found\n'],
    ['that it cannot be run', ['--', '/etc/passwd'], 126, 'EACCES'],
  ])('passes on %s', async (_what, args, code, output) => {
    const command = workbench('exec', ...args);
    expect(await command.ended).toBe(code);
    expect(command.output).toContain(output);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on, and waits for the command', async (signal) => {
    const program = `for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => { console.log('got', name); setTimeout(() => process.exit(3), 50); });
      console.log('up', process.env.DB_NAME); setInterval(() => {}, 1000);`;
    const command = workbench('exec', ...node(program));
    const [, name] = await command.printed(/up (\S+)/);
    command.process.kill(signal);
    expect(await command.ended).toBe(3);
    expect(command.output).toContain(`got ${signal}`);
    expect(await databases()).not.toContain(name);
  });

  test('tells a transaction that was left open, and fails for it on request', async () => {
    const begin = node(call('/BeginTransaction', {}));
    const lenient = workbench('exec', ...begin);
    expect(await lenient.ended).toBe(0);
    expect(lenient.output).toMatch(
      /^workbench_.*\nA transaction was left open: .*\n {2}begun at .*\n {4}\(nothing ran in it\)\n$/,
    );
    expect(await workbench('exec', '--fail-on-leak', ...begin).ended).toBe(1);
    expect(await workbench('exec', '--fail-on-leak', ...node('')).ended).toBe(0);
  });

  test.each([
    [['exec'], "missing required argument 'command'"],
    [['exec', '--what', '--', 'true'], "unknown option '--what'"],
    [['exec', '--schema', 'nowhere.sql', '--', 'true'], 'nowhere.sql: there is no such file or folder'],
    [['exec', '--engine', 'oracle', '--', 'true'], 'use auto, mysql, mariadb, docker'],
  ])('workbench %j is refused with a hint', async (args, hint) => {
    const command = workbench(...args);
    expect(await command.ended).toBe(1);
    expect(command.output).toContain(hint);
  });

  test('leaves nothing where a command cannot even be tried', async () => {
    const before = await databases();
    const command = workbench('exec', '--', '');
    expect(await command.ended).toBe(1);
    expect(command.output).toContain("'file' cannot be empty");
    expect(await databases()).toEqual(before);
  });

  test('an error in a file of SQL is told with its place, and the command does not run', async () => {
    const command = workbench('exec', '--schema', join(folder, 'broken.sql'), '--', 'echo', 'it ran');
    expect(await command.ended).toBe(1);
    expect(command.output).toMatch(/broken\.sql:2: You have an error in your SQL syntax/);
    expect(command.output).not.toContain('it ran');
  });
});

describe('a workbench that is up', () => {
  async function start(...options: string[]): Promise<{ endpoint: string; command: Command }> {
    const command = workbench('start', '--port', '0', ...options);
    const [, endpoint = ''] = await command.printed(/is up on (http:\S+)/);
    await command.printed(/Ctrl-C ends it all/);
    return { endpoint, command };
  }

  const ARNS = {
    resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:x',
    secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x',
  };
  const execute = (endpoint: string, database: string, sql: string) =>
    createClient(endpoint).send(new ExecuteStatementCommand({ ...ARNS, database, sql }));

  test('is told by status, in three ways', async () => {
    const { endpoint, command } = await start();
    const text = workbench('status');
    expect(await text.ended).toBe(0);
    expect(text.output).toMatch(
      new RegExp(
        `^Endpoint {5}${endpoint}\nCluster ARN {2}arn:.*\nSecret ARN {3}arn:.*\nDatabase {5}EmployeeDB on M.*\nProcess {6}${command.process.pid}, since 20.*Z\n$`,
      ),
    );
    const exports = workbench('status', '-o', 'env');
    await exports.ended;
    expect(exports.output).toContain(`export AWS_ENDPOINT_URL_RDS_DATA=${endpoint}\n`);
    const json = workbench('status', '--output', 'json');
    await json.ended;
    expect(JSON.parse(json.output)).toMatchObject({
      endpoint,
      pid: command.process.pid,
      environment: { DB_NAME: 'EmployeeDB' },
    });
    expect(JSON.parse(json.output)).toMatchObject({ cluster: { state: 'available' }, faults: [] });
    const add = workbench('faults', 'add', 'data-api-off');
    expect(await add.ended).toBe(0);
    const disturbed = workbench('status');
    await disturbed.ended;
    expect(disturbed.output).toContain('\n\nFaults on purpose:\nCluster  available; ');
    expect(disturbed.output).toContain('\nf1   data-api-off (happened 0)\n');
    const xml = workbench('status', '-o', 'xml');
    expect(await xml.ended).toBe(1);
    expect(xml.output).toContain('error: --output is one of text, env, json');
  });

  test('goes back to the seed by reset, which tells what it did', async () => {
    await direct.query('DROP DATABASE IF EXISTS EmployeeDB');
    const { endpoint, command } = await start();
    expect(command.output).toMatch(/\n {15}data stay on that server\n/);
    expect(command.output).not.toContain('is not reset');
    await execute(endpoint, 'EmployeeDB', 'DELETE FROM Employee WHERE EmpId = 2');
    const first = workbench('reset');
    expect(await first.ended).toBe(0);
    expect(first.output).toMatch(/^Back at the seed after \d+ ms: restored Employee\n$/);
    expect((await execute(endpoint, 'EmployeeDB', 'SELECT COUNT(*) FROM Employee')).records).toEqual([
      [{ longValue: 3 }],
    ]);
    await createClient(endpoint).send(new BeginTransactionCommand({ ...ARNS, database: 'EmployeeDB' }));
    const second = workbench('reset', '--endpoint', endpoint, '--fail-on-leak');
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/nothing had changed\nA transaction was left open/);
  });

  test('does not reset a database that was there before, and says so at the start', async () => {
    await direct.query('DROP DATABASE IF EXISTS myapp; CREATE DATABASE myapp; CREATE TABLE myapp.orders (id INT)');
    const { endpoint, command } = await start('--database', 'myapp');
    expect(command.output).toContain('myapp was there before, and is not reset');
    const reset = workbench('reset', '--endpoint', endpoint);
    expect(await reset.ended).toBe(1);
    expect(reset.output).toContain('myapp was there before this workbench');
    await direct.query('DROP TABLE myapp.orders; DROP DATABASE myapp');
  });

  test('can be filled with what one likes; greets a person; fails at the end for what was left open', async () => {
    await direct.query('DROP DATABASE IF EXISTS start_test');
    const { endpoint, command } = await start(
      '--schema',
      folder,
      '--database',
      'start_test',
      '--fail-on-leak',
      '--mask-values',
    ).catch(() => ({ endpoint: '', command: started[0] as Command }));
    expect(endpoint).toBe('');
    expect(command.output).toContain('broken.sql:2');
    const again = await start(
      '--schema',
      join(folder, 'schema.sql'),
      '--database',
      'start_test',
      '--fail-on-leak',
      '--mask-values',
    );
    await execute(again.endpoint, 'start_test', 'INSERT INTO t VALUES (98765)');
    await execute(again.endpoint, 'start_test', "INSERT INTO t VALUES ('98765x')").catch(() => undefined);
    await again.command.printed(/'\*\*\*'.*; Error code/);
    expect(again.command.output).not.toContain('98765');
    expect(await (await fetch(`${again.endpoint}/_workbench/calls`)).text()).toContain('INSERT INTO t VALUES (***)');
    const greeting = await (await fetch(again.endpoint)).text();
    expect(greeting).toMatch(/^rds-data-workbench \d+\.\d+\.\d+\nA local Amazon RDS Data API in front of M/);
    expect(greeting).toContain(`Endpoint     ${again.endpoint}\n`);
    expect(greeting).toContain(`curl ${again.endpoint}/Execute -H 'Content-Type: application/json' -d '{"resourceArn"`);
    await createClient(again.endpoint).send(new BeginTransactionCommand({ ...ARNS, database: 'start_test' }));
    again.command.process.kill('SIGTERM');
    expect(await again.command.ended).toBe(1);
    expect(again.command.output).toContain('A transaction was left open');
    await direct.query('DROP DATABASE start_test');
  });

  test('tells who left a transaction open: a handler that was run, or invoked', async () => {
    await start();
    await writeFile(
      join(folder, 'leaky.mjs'),
      `
      export const handler = async () => {
        const { AWS_ENDPOINT_URL_RDS_DATA: endpoint, DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
        const body = JSON.stringify({ resourceArn, secretArn, database });
        await fetch(endpoint + '/BeginTransaction', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        return [];
      };`,
    );
    const run = workbench('run', join(folder, 'leaky.mjs'));
    expect(await run.ended).toBe(0);
    expect(run.output).toMatch(/List of employees: \[\]\nA transaction was left open/);
    const invoke = workbench('invoke', join(folder, 'leaky.mjs'));
    expect(await invoke.ended).toBe(0);
    expect(invoke.output).toMatch(/^\[\]$/m);
    expect(invoke.output).toContain('A transaction was left open');
  });
});

describe('where no workbench is up', () => {
  test.each([
    [['status'], 'No workbench is up'],
    [['reset'], 'No workbench is up'],
    [['reset', '--endpoint', 'http://127.0.0.1:1'], 'Nobody answers at http://127.0.0.1:1'],
  ])('workbench %j says so', async (args, hint) => {
    const command = workbench(...args);
    expect(await command.ended).toBe(1);
    expect(command.output).toContain(hint);
  });
});

test.each(['start', 'exec', 'status', 'faults', 'reset', 'invoke', 'check', 'demo', 'run'])(
  '%s --help explains itself',
  async (name) => {
    const command = workbench(name, '--help');
    expect(await command.ended).toBe(0);
    expect(command.output).toMatch(new RegExp(`^Usage: workbench ${name} \\[options\\]`));
    // A pipe is no terminal: no colours.
    expect(command.output).not.toContain('\u001B');
  },
);
