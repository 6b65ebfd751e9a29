// The emulator as a process of its own: what it tells the person who starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { SETTINGS } from '../../emulator/config.ts';
import { tellOutages } from '../../emulator/tell-outages.ts';
import { ARNS } from '../support/emulator.ts';
import { until } from '../support/until.ts';

interface Run {
  /** Ends it in good order. */
  readonly end: () => void;
  readonly output: string;
  readonly ended: Promise<number | null>;
}

function run(args: readonly string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'emulator/main.ts', ...args], {
    env: { ...process.env, EMULATOR_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  return {
    end: () => void child.kill(),
    ended: once(child, 'close').then(([code]) => code as number | null),
    get output() {
      return output;
    },
  };
}

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a port that is taken is told without a stack', async () => {
  const port = await takenPort();
  const process = run([], { EMULATOR_PORT: String(port) });
  expect(await process.ended).toBe(1);
  expect(process.output).toBe(`Port ${port} of 127.0.0.1 is in use: choose another one, or 0 for any free one\n`);
});

test.each([
  ['--help', 0],
  ['--port', 1],
])('%s tells the settings, and starts nothing', async (argument, code) => {
  const process = run([argument], {});
  expect(await process.ended).toBe(code);
  expect(process.output).toContain('Usage: node --import tsx emulator/main.ts\n');
  for (const { variable, help } of Object.values(SETTINGS)) {
    expect(process.output).toContain(`  ${variable} (default: `);
    expect(process.output).toContain(help);
  }
  expect(process.output).not.toContain('emulator on');
});

test('a database that is not there is told once, not per call', async () => {
  const process = run([], { DATABASE_URL: 'mysql://root@127.0.0.1:1' });
  await until(async () => process.output.includes('emulator on'));
  const [endpoint = ''] = /http:\S+/.exec(process.output) ?? [];
  const call = (): Promise<Response> => {
    const body = JSON.stringify({ ...ARNS, sql: 'SELECT 1' });
    return fetch(`${endpoint}/Execute`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  expect((await call()).status).toBe(504);
  await until(async () => process.output.includes('No database'));
  expect((await call()).status).toBe(504);
  // What it has to say is said by its end.
  process.end();
  expect(await process.ended).toBe(0);
  expect(process.output).toBe(
    `RDS Data API emulator on ${endpoint}\nNo database at 127.0.0.1:1 (DATABASE_URL): ECONNREFUSED\n`,
  );
});

/** @returns what is told on standard error from here on. */
function listen(): unknown[] {
  const told: unknown[] = [];
  const { error } = console;
  console.error = (text: unknown) => void told.push(text);
  onTestFinished(() => void (console.error = error));
  return told;
}

test('somebody else at its place is told as such', async () => {
  const port = await takenPort();
  const told = listen();
  tellOutages(`mysql://root@127.0.0.1:${port}`)({ exception: 'DatabaseUnavailableException' });
  await until(async () => told.length > 0);
  expect(told).toEqual([
    `No database at 127.0.0.1:${port} (DATABASE_URL): somebody takes connections there, but does not answer as a MySQL server`,
  ]);
});

test('one that goes away again is told again', async () => {
  const told = listen();
  const called = tellOutages('mysql://root@[::1]:1');
  for (const exception of ['DatabaseUnavailableException', 'BadRequestException', 'DatabaseUnavailableException']) {
    called({ exception });
  }
  await until(async () => told.length === 1);
  called({ exception: undefined });
  called({ exception: 'DatabaseUnavailableException' });
  await until(async () => told.length === 2);
  expect(told[0]).toMatch(/^No database at ::1:1 \(DATABASE_URL\): E/);
});
