// However the workbench ends, nothing of it is left: no process, no port, no temporary folder, no connection, no half of
// a transaction. Each on a private server in a temporary folder of its own, which has to be empty in the end.
import { BeginTransactionCommand, ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BUSY_MACHINE } from '../support/busy.ts';
import { runCommand, type Command } from '../support/command.ts';
import { createClient } from '../support/emulator.ts';
import { failureOf } from '../support/failure.ts';
import { sendSignal } from '../support/send-signal.ts';
import { until } from '../support/until.ts';
import { brokenServer, fakeProgram, MYSQL_8 } from '../workbench/database/support/fake-program.ts';
import { isAlive } from '../workbench/database/support/is-alive.ts';
import { descendantsOf, processesOf } from './support/processes.ts';

const ENGINE = process.env['WORKBENCH_ENGINE'] ?? 'auto';
/** Far below the minute that a statement sleeps: nothing waits for it. */
const LIMIT_MS = 15_000;
const ANSWER = { name: 'ServiceUnavailableError' };

let folder: string;
let temporary: string;
let command: Command;
beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'stopping-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
});
afterEach(async () => {
  command.process.kill('SIGKILL');
  await command.ended;
  await isTidy();
  await rm(folder, { recursive: true });
});

function workbench(...args: string[]): Command {
  // The loader of TypeScript keeps its cache in the temporary folder; it is not ours.
  command = runCommand(args, { TMPDIR: temporary, TSX_DISABLE_CACHE: '1' });
  return command;
}

/** What the workbench keeps in the temporary folder. */
const leftovers = async (): Promise<string[]> =>
  (await readdir(temporary)).filter((name) => /^(rds-data|workbench)-/.test(name));
const isTidy = () => until(async () => (await leftovers()).length === 0);

interface Started {
  readonly endpoint: string;
  /** Everything that runs for it, also what is in no process group of its. */
  readonly processes: readonly number[];
  readonly execute: (sql: string, transactionId?: string) => Promise<unknown>;
  readonly begin: () => Promise<string>;
}

async function start(...args: string[]): Promise<Started> {
  workbench('start', '--port', '0', '--engine', ENGINE, ...args);
  const [, endpoint = ''] = await command.printed(/is up on (http:\S+)/);
  await command.printed(/Ctrl-C ends it all/);
  const client = createClient(endpoint);
  const [, resourceArn] = await command.printed(/Cluster ARN +(\S+)/);
  const [, secretArn] = await command.printed(/Secret ARN +(\S+)/);
  const target = { resourceArn, secretArn, database: 'EmployeeDB' };
  return {
    endpoint,
    processes: await descendantsOf(command.process.pid ?? 0),
    execute: (sql, transactionId) =>
      client.send(
        new ExecuteStatementCommand({ ...target, sql, ...(transactionId === undefined ? {} : { transactionId }) }),
      ),
    begin: async () => (await client.send(new BeginTransactionCommand(target))).transactionId ?? '',
  };
}

/** Waits for the end and looks at what is left. @returns the exit code. */
async function endOf({ endpoint, processes }: Pick<Started, 'endpoint' | 'processes'>): Promise<number | null> {
  const started = performance.now();
  const code = await command.ended;
  await isTidy();
  await until(async () => !processes.some(isAlive));
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  return code;
}

/** Once the statement runs, as the record of what is open on the server tells. */
const seen = async ({ execute }: Started, sql: string): Promise<void> =>
  until(async () => {
    const question = `SELECT 1 FROM information_schema.processlist WHERE info LIKE '${sql}%'`;
    return JSON.stringify(await execute(question)).includes('longValue');
  });

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s while statements, the stream of calls and a function run: all are answered, nothing is left (choice: stopping)',
  BUSY_MACHINE,
  async (signal) => {
    const started = await start();
    const { endpoint, execute, begin } = started;
    const transactionId = await begin();
    await execute("INSERT INTO Employee VALUES (77, 'Lost')", transactionId);
    const calls = [execute('SELECT SLEEP(60)'), execute('SELECT SLEEP(61)', transactionId)].map(failureOf);
    const stream = await fetch(`${endpoint}/_workbench/calls/stream`);
    const invocation = fetch(`${endpoint}/2015-03-31/functions/lambda-rds/invocations`, {
      method: 'POST',
      body: '{"EmpId":88,"EmpName":"x"}',
    });
    await seen(started, 'SELECT SLEEP(60)');
    await seen(started, 'SELECT SLEEP(61)');
    command.process.kill(signal);
    expect(await endOf(started)).toBe(0);
    expect(await Promise.all(calls)).toMatchObject([ANSWER, ANSWER]);
    await expect(stream.text()).resolves.toContain('event: call');
    expect((await invocation).status).toBe(200);
    expect(command.output).toContain('A transaction was left open');
  },
);

test('a second signal, of any kind, ends it at once', BUSY_MACHINE, async () => {
  const started = await start();
  const call = started.execute('SELECT SLEEP(60)').catch((error: unknown) => error);
  await seen(started, 'SELECT SLEEP(60)');
  command.process.kill('SIGTERM');
  await until(async () =>
    fetch(started.endpoint).then(
      () => false,
      () => true,
    ),
  );
  command.process.kill('SIGINT');
  // It ended by the signal, not in good order.
  expect(await command.ended).toBe(null);
  await endOf(started);
  await call;
});

test.each(['while a function is busy for ever', 'with kept data'])(
  'kill -9 %s leaves nothing, and the next start works',
  BUSY_MACHINE,
  async (how) => {
    const data = how === 'with kept data' ? ['--data', join(folder, 'data')] : [];
    const first = await start(...data);
    const transactionId = await first.begin();
    await first.execute("INSERT INTO Employee VALUES (55, 'Kept')");
    await first.execute("INSERT INTO Employee VALUES (77, 'Lost')", transactionId);
    const url = `${first.endpoint}/2015-03-31/functions/lambda-rds/invocations`;
    await fetch(url, { method: 'POST', body: '{"EmpId":88,"EmpName":"x"}' });
    const processes = await descendantsOf(command.process.pid ?? 0);
    const [container = 0] = await processesOf('workbench-lambda-.*\\.mjs', processes);
    // A function in an endless loop does not hear that its parent is gone: a stopped one neither.
    sendSignal(container, 'SIGSTOP');
    command.process.kill('SIGKILL');
    const ended = command.ended;
    // At once: the server of the first one may be about to end.
    const second = how === 'with kept data' ? await start(...data) : undefined;
    await ended;
    await until(async () => !processes.some(isAlive));
    if (second === undefined) return;
    const { records } = (await second.execute('SELECT EmpId FROM Employee WHERE EmpId IN (55, 77)')) as {
      records: unknown;
    };
    expect(records).toEqual([[{ longValue: 55 }]]);
    command.process.kill('SIGTERM');
    expect(await endOf(second)).toBe(0);
  },
);

test('what nobody catches stops it in good order', BUSY_MACHINE, async () => {
  const hook = join(folder, 'hook.mjs');
  await writeFile(hook, `process.on('SIGUSR2', () => { throw new Error('Nobody catches me'); });`);
  process.env['NODE_OPTIONS'] = `--import ${hook}`;
  const started = await start().finally(() => delete process.env['NODE_OPTIONS']);
  const call = failureOf(started.execute('SELECT SLEEP(60)'));
  await seen(started, 'SELECT SLEEP(60)');
  command.process.kill('SIGUSR2');
  expect(await endOf(started)).toBe(1);
  expect(await call).toMatchObject(ANSWER);
  expect(command.output).toContain('Nobody catches me');
});

test.each([
  ['a port that is taken', async () => ['--port', await takenPort()], /Port \d+ of 127.0.0.1 is in use/],
  ['a schema with an error', async () => ['--schema', await badSchema()], /bad\.sql/],
  ['a database that does not come up', async () => ['--engine', await brokenBinary()], /did not start|No MySQL/],
])('a start that fails leaves nothing: %s', async (_, options, told) => {
  workbench('start', '--port', '0', '--engine', ENGINE, ...(await options()));
  expect(await command.ended).toBe(1);
  expect(command.output).toMatch(told);
  await isTidy();
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  '%s while the database comes up leaves nothing',
  async (signal) => {
    workbench('start', '--port', '0', '--engine', ENGINE);
    await until(async () => (await leftovers()).length > 0);
    const processes = await descendantsOf(command.process.pid ?? 0);
    command.process.kill(signal);
    await command.ended;
    await isTidy();
    await until(async () => !processes.some(isAlive));
    expect(await leftovers()).toEqual([]);
  },
);

test('kill -9 before it hears that its folder is made leaves no folder', async () => {
  await fakeProgram(folder, 'mkdir', '/bin/mkdir "$@"; /bin/sleep 1');
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
  workbench('start', '--port', '0', '--engine', ENGINE);
  vi.unstubAllEnvs();
  await until(async () => (await leftovers()).length > 0);
  command.process.kill('SIGKILL');
  await command.ended;
  await isTidy();
  expect(await leftovers()).toEqual([]);
});

const taken = createServer();
afterEach(() => void taken.close());

async function takenPort(): Promise<string> {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  return String((taken.address() as AddressInfo).port);
}

async function badSchema(): Promise<string> {
  const file = join(folder, 'bad.sql');
  await writeFile(file, 'CREATE TABLE t (id INT);\nCREATE TABEL u (id INT);\n');
  return file;
}

const brokenBinary = () => fakeProgram(folder, 'mysqld', brokenServer(MYSQL_8, 'I will not'));
