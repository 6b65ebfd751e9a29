// The command line as a person uses it, on the database of this run.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mysql from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { runCommand, type Command } from '../support/command.ts';
import { until } from '../support/until.ts';

let cache: string;
let env: Record<string, string>;
const started: Command[] = [];
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'workbench-test-'));
  env = { WORKBENCH_ENGINE: inject('databaseUrl'), XDG_CACHE_HOME: cache };
});
afterEach(async () => {
  for (const command of started.splice(0)) {
    command.process.kill('SIGKILL');
    await command.ended;
  }
});
afterAll(async () => {
  const connection = await mysql.createConnection(inject('databaseUrl'));
  await connection.query('DROP DATABASE IF EXISTS EmployeeDB');
  await connection.end();
  await rm(cache, { recursive: true });
});

function workbench(args: string[], more: Record<string, string> = {}): Command {
  const command = runCommand(args, { ...env, ...more });
  started.push(command);
  return command;
}

/** @returns the process ids of children and children's children. */
async function descendantsOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const parents = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = parents.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts a workbench on a free port. @returns it and its endpoint. */
async function startedWorkbench(...options: string[]): Promise<{ command: Command; endpoint: string }> {
  const command = workbench(['start', '--port', '0', ...options]);
  const [, endpoint = ''] = await command.printed(/is up on (http:\S+)/);
  await command.printed(/Ctrl-C ends it all/);
  return { command, endpoint };
}

test('start prints what to copy; run works against it in another terminal and its calls are shown', async () => {
  const { command, endpoint } = await startedWorkbench();
  expect(command.output).toContain(`export AWS_ENDPOINT_URL_RDS_DATA=${endpoint}`);
  expect(command.output).toMatch(/Cluster ARN {2}arn:aws:rds:/);
  expect(command.output).toContain('  export AWS_DEFAULT_REGION=us-east-1\n');
  expect(command.output).not.toContain(new URL(inject('databaseUrl')).password || 'no password to leak');
  for (const file of ['handler/solutions/lambda-dataapi.ts', 'handler/lambda-rds.ts']) {
    const run = workbench(['run', file]);
    expect(await run.ended).toBe(0);
    expect(run.output).toMatch(
      /^Inserting employee \d{6}\nNumber of employees: \d+\nList of employees: \[\[1,"Ada Lovelace"\],.*\]\n$/,
    );
  }
  await command.printed(
    /BeginTransaction .* 200\nExecuteStatement .* 200 {2}INSERT INTO Employee .*\nCommitTransaction/,
  );
});

test('ids of transactions are short in the terminal', async () => {
  const { command, endpoint } = await startedWorkbench();
  const names = {
    resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:x',
    secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x',
  };
  const ask = async (path: string, members: object): Promise<{ transactionId?: string; message?: string }> => {
    const body = JSON.stringify({ ...names, ...members });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(endpoint + path, { method: 'POST', headers, body });
    return (await response.json()) as { transactionId?: string; message?: string };
  };
  const { transactionId = '' } = await ask('/BeginTransaction', {});
  await ask('/CommitTransaction', { transactionId });
  const { message = '' } = await ask('/CommitTransaction', { transactionId });
  const short = message.replace(transactionId, `…${transactionId.slice(-7, -1)}`);
  await command.printed(/is not found/);
  expect(command.output).toContain(`  ${short}\n`);
  await writeFile(
    join(cache, 'fails.mjs'),
    `export const handler = () => { throw new Error(${JSON.stringify(message)}); };`,
  );
  const run = workbench(['run', join(cache, 'fails.mjs')]);
  await run.ended;
  expect(run.output).toContain(`\n${short}\n`);
});

test('start checks signatures on request', async () => {
  const { command, endpoint } = await startedWorkbench('--verify-signatures');
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${endpoint}/Execute`, { method: 'POST', headers, body: '{}' });
  expect(status).toBe(403);
  // What it shows is what is right.
  expect(command.output).toContain('export AWS_ACCESS_KEY_ID=local\n');
  const run = workbench(['run', 'handler/solutions/lambda-dataapi.ts']);
  expect(await run.ended).toBe(0);
});

test('start ends in good order when nobody reads on', async () => {
  const { command, endpoint } = await startedWorkbench();
  command.process.stdout?.destroy();
  await fetch(`${endpoint}/Execute`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(await command.ended).toBe(0);
  expect(command.output).not.toContain('EPIPE');
});

test('run with a list adds many employees and reports', async () => {
  await startedWorkbench();
  const run = workbench(['run', '--employees', '60', 'handler/solutions/lambda-dataapi-batch.ts']);
  expect(await run.ended).toBe(0);
  expect(run.output).toMatch(
    /^Inserting 60 employees from \d{6} on\nAdded: 60, not added: 0\nNumber of employees: \d+\nList of employees: \[.*\]\n$/,
  );
});

test('start answers invocations of its functions, and tells what unset leads back to AWS', async () => {
  const { command, endpoint } = await startedWorkbench();
  expect(command.output).toMatch(
    /\n {2}unset AWS_ENDPOINT_URL_RDS_DATA .*AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n/,
  );
  expect(command.output).toContain(
    `\n  aws lambda invoke --endpoint-url ${endpoint} --region us-east-1 \\\n    --function-name lambda-rds --cli-binary-format`,
  );
  const url = `${endpoint}/2015-03-31/functions/lambda-rds/invocations`;
  const response = await fetch(url, { method: 'POST', body: '{"EmpId":2,"EmpName":"x"}' });
  expect(await response.json()).toMatchObject({
    errorType: 'Error',
    errorMessage: expect.stringContaining('Duplicate'),
  });
  await command.printed(
    /Invoke .* 200 Error {2}lambda-rds\n {2}Duplicate entry '2' .*\n {2}Oops, something went wrong/,
  );
});

test('invoke runs any handler as Lambda does', async () => {
  await startedWorkbench();
  const file = 'handler/solutions/lambda-dataapi.ts';
  const good = workbench(['invoke', file, '--event', '{"EmpId":7,"EmpName":"Zoë"}']);
  expect(await good.ended).toBe(0);
  expect(good.output).toContain('[7,"Zoë"]');
  await writeFile(join(cache, 'event.json'), '{"EmpId":7}');
  const bad = workbench(['invoke', file, '--event', `@${join(cache, 'event.json')}`]);
  expect(await bad.ended).toBe(1);
  expect(JSON.parse(bad.output)).toMatchObject({
    errorType: 'Error',
    errorMessage: expect.stringMatching(/^Invalid input!/),
  });
});

test('run and invoke reach the workbench that is up, whatever else the environment names', async () => {
  await startedWorkbench();
  const file = join(cache, 'tells.mjs');
  await writeFile(
    file,
    `export const handler = async () => {
       console.log(Object.keys(process.env).filter((name) => ${String(/^AWS_(PROFILE|SESSION_TOKEN|IGNORE)|^DB_TABLE$/)}.test(name)));
       return [];
     };`,
  );
  const misleading = { AWS_PROFILE: 'x', AWS_SESSION_TOKEN: 'x', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  for (const name of ['run', 'invoke']) {
    const command = workbench([name, file], { ...misleading, DB_TABLE: 'x' });
    expect(await command.ended).toBe(0);
    expect(command.output).toMatch(/^\[ 'DB_TABLE' \]$/m);
    const own = workbench([name, file], { ...misleading, DB_CLUSTER_ARN: 'x' });
    await own.ended;
    expect(own.output).toMatch(/PROFILE/);
  }
});

test('run on the skeleton names the first step, and fails', async () => {
  await startedWorkbench();
  const run = workbench(['run', 'handler/lambda-dataapi.ts']);
  expect(await run.ended).toBe(1);
  expect(run.output).toMatch(/^Inserting employee \d+\nTODO 1 is not done yet: begin a transaction\n$/);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends start, and leaves nothing behind', async (signal) => {
  const { command, endpoint } = await startedWorkbench();
  const announced = (): Promise<string[]> => readdir(join(cache, 'rds-data-workbench', 'running'));
  expect(await announced()).toContain(`${command.process.pid}.json`);
  command.process.kill(signal);
  expect(await command.ended).toBe(0);
  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  expect(await announced()).not.toContain(`${command.process.pid}.json`);
});

test('a workbench that was killed is not found by run', async () => {
  const { command } = await startedWorkbench();
  command.process.kill('SIGKILL');
  await command.ended;
  const run = workbench(['run', 'handler/lambda-rds.ts']);
  expect(await run.ended).toBe(1);
  expect(run.output).toContain('No workbench is up. Start one in another terminal: npm start');
});

test('kill -9 leaves no database server running', async () => {
  // An engine of its own, where this run has one; a server that was there before is none of its business.
  const engine = process.env['WORKBENCH_ENGINE'] ?? 'auto';
  const command = runCommand(['start', '--port', '0', '--engine', engine], {});
  started.push(command);
  await command.printed(/Ctrl-C ends it all/);
  const descendants = await descendantsOf(command.process.pid ?? 0);
  command.process.kill('SIGKILL');
  await command.ended;
  await until(async () => descendants.every((pid) => !isAlive(pid)));
  expect(descendants.filter(isAlive)).toEqual([]);
});

test('what is wrong in the environment is told with the name of its variable', async () => {
  const command = workbench(['start'], { EMULATOR_PORT: 'x' });
  expect(await command.ended).toBe(1);
  expect(command.output).toBe(
    'error: EMULATOR_PORT is a number from 0 to 65535, got "x"\nSee: workbench start --help\n',
  );
});

test('a port that is taken is told, and nothing is left', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await until(async () => other.listening);
  const { port } = other.address() as { port: number };
  const command = workbench(['start', '--port', String(port)]);
  expect(await command.ended).toBe(1);
  expect(command.output).toBe(`Port ${port} of 127.0.0.1 is in use. Take any free one: npm start -- --port 0\n`);
  other.close();
});

test.each([
  [['start', '--prot', '1'], "unknown option '--prot'"],
  [['start', '--port', 'http'], 'error: --port is a number from 0 to 65535, got "http"\nSee: workbench start --help\n'],
  [['start', '--port', '0', '--engine', 'oracle'], 'use auto, mysql, mariadb, docker'],
  [['run', 'handler/event.ts'], 'No workbench is up'],
  [['run', 'handler/event.ts', '--employees', 'many'], 'error: --employees is a number from 1 to 10000, got "many"'],
  [['invoke', 'handler/event.ts'], 'No workbench is up'],
  [['invoke', 'handler/event.ts', '--event', 'x'], 'The event is not JSON'],
  [['run', 'nope.ts'], `error: file nope.ts: there is no such file or folder (seen from ${process.cwd()})`],
  [['run', 'package.json'], 'error: file package.json: a handler is a TypeScript or JavaScript file'],
  [['invoke', 'handler/event.ts', '--event', '@nope'], 'error: --event nope: there is no such file or folder'],
  [['start', '--clusters', 'nope.json'], 'error: --clusters nope.json: there is no such file or folder'],
  [['start', '--schema', 'handler', 'nope.sql'], 'error: --schema nope.sql: there is no such file or folder'],
])('workbench %j is refused with a hint', async (args, hint) => {
  const command = workbench(args);
  expect(await command.ended).toBe(1);
  expect(command.output).toContain(hint);
});
