// The command `npm run conformance`, as the person who runs it meets it.
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

let server: Server | undefined;
afterEach(() => server?.close());

/** Runs the command. @returns how it ended, and what it said. */
function conformance(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, NO_COLOR: '1' };
  return new Promise((resolve) => {
    const main = ['--import', 'tsx', 'test/conformance/main.ts', ...args];
    execFile(process.execPath, main, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

interface Answer {
  readonly status: number;
  readonly exception?: string;
  readonly body: string;
}

/** Starts a server that answers what it is told to, knowing the request. @returns its URL. */
async function serve(answer: (path: string, body: string) => Promise<Answer>): Promise<string> {
  server = createServer((request, response) => {
    void text(request)
      .then((body) => answer(request.url ?? '', body))
      .then(({ status, exception, body }) => {
        response.writeHead(status, exception === undefined ? {} : { 'x-amzn-errortype': exception });
        response.end(body);
      });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The emulator behind a server that changes its answers. */
const spoiled = (spoil: (body: string) => string): Promise<string> =>
  serve(async (path, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(emulator.emulator.endpoint + path, { method: 'POST', headers, body });
    const exception = answer.headers.get('x-amzn-errortype');
    const { status } = answer;
    return { status, body: spoil(await answer.text()), ...(exception === null ? {} : { exception }) };
  });

test('it asks the rows that are named, and cleans up', async () => {
  const databases = () => emulator.select("SHOW DATABASES LIKE 'conformance%'");
  const before = await databases();
  const { code, stdout } = await conformance('--endpoint', emulator.emulator.endpoint, '2.3', '5.13');
  expect(stdout).toMatch(/^ok +2\.3 +Rollback$/m);
  expect(stdout).toMatch(/: (\d+) of \1 rows of the contract$/m);
  expect(code).toBe(0);
  await expect(databases()).resolves.toEqual(before);
});

test('a wrong answer is seen, and told at the end with what was expected', async () => {
  const url = await spoiled((body) => body.replace('Rollback Complete', 'Rolled Back'));
  const { code, stdout } = await conformance('--endpoint', url, '2.3');
  expect(stdout).toMatch(/^FAIL +2\.3 +Rollback$/m);
  expect(stdout).toMatch(/expected .*'Rollback Complete'.*\ngot .*'Rolled Back'.*\n\n.*: (\d+) of (?!\1)\d+ rows/);
  expect(code).toBe(1);
});

test('another answer where the contract is open is no failure', async () => {
  const url = await spoiled((body) => body.replace('Transaction ID is empty', 'Who?'));
  const { code, stdout } = await conformance('--endpoint', url, '7.2 empty transactionId');
  expect(stdout).toMatch(/^open +7\.2 empty transactionId +a statement \(choice: empty-transaction-id\)$/m);
  expect(stdout).toContain('0 of 2 rows of the contract; 2 others are open in the contract');
  expect(code).toBe(0);
});

test.each<[what: string, args: () => Promise<string[]>, line: string]>([
  [
    'a server that is no Data API',
    async () => ['--endpoint', await serve(async () => ({ status: 404, body: '<html>' }))],
    'does not answer as a Data API: an answer with status 404 that is not JSON: "<html>"',
  ],
  ['nobody', async () => ['--endpoint', 'http://127.0.0.1:1'], 'does not answer as a Data API: connect ECONNREFUSED'],
  ['no URL', async () => ['--endpoint', 'localhost'], 'It is written http://127.0.0.1:8080'],
  ['two services', async () => ['--endpoint', 'http://localhost', '--aws'], "'--aws' cannot be used with option"],
  ['an unknown option', async () => ['--all'], "unknown option '--all'"],
  ['an unknown row', async () => ['11'], 'No row begins with 11'],
  ['an unknown engine', async () => ['--engines', 'oracle'], "Unknown engine 'oracle'"],
])('%s: one line that says why, and status 2', async (_what, args, line) => {
  const { code, stdout, stderr } = await conformance(...(await args()));
  expect(stderr).toContain(line);
  expect(stderr).not.toContain('    at ');
  expect([code, stdout]).toEqual([2, '']);
});

test('help', async () => {
  const { code, stdout } = await conformance('--help');
  expect(stdout).toMatch(/^Usage: conformance \[options\] \[rows\.\.\.\]/);
  expect(code).toBe(0);
});
