// Who may call, told by headers alone; test/workbench/browser asks a real browser.
import { request as httpRequest } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator({
    routes: ({ method, path }, response, next) => {
      if (method === 'GET' && ['/page/', '/data'].includes(path)) response.end('seen');
      else next();
    },
  });
});
afterAll(() => emulator[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string>>;
const CHROMIUM = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0' };

async function execute(headers: Headers): Promise<readonly [number, unknown]> {
  const post = request(emulator.emulator.endpoint).post('/Execute').set(headers);
  const { status, headers: answered } = await post.send({ ...ARNS, sql: 'SELECT 1' });
  expect(Object.keys(answered).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  return [status, answered['x-amzn-errortype']];
}

const get = async (path: string, headers: Headers): Promise<number> =>
  (await request(emulator.emulator.endpoint).get(path).set(headers)).status;

const REFUSED = [403, 'AccessDeniedException'];
const ALLOWED = [200, undefined];

test.each([
  'localhost:8080',
  '127.0.0.1',
  '[::1]:8080',
  'emulator:8080',
  'my_service:8080',
  'host.docker.internal:8080',
  'db.localhost',
])('contract 1.1 host: a program may say %s (choice: closed-door)', async (host) => {
  expect(await execute({ host })).toEqual(ALLOWED);
});

test.each(['evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example', 'localhost.', '1.2.3', 'a/b'])(
  'nobody may say %s (choice: closed-door)',
  async (host) => {
    expect(await execute({ host })).toEqual(REFUSED);
  },
);

test('a host in the first line of a request counts more than the header (choice: closed-door)', async () => {
  const ask = (host: string): Promise<string> => postAbsolutely(`http://${host}/Execute`);
  expect(await ask('evil.example')).toContain('Host evil.example is refused');
  expect(await ask('localhost:8080')).toContain('POST http://localhost:8080/Execute is no operation');
});

/** As to a proxy, which no library asks of a server. @returns the body of the answer. */
function postAbsolutely(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', path, headers: { host: 'localhost:8080' } };
    const call = httpRequest(emulator.emulator.endpoint, options, (response) => void readText(response).then(resolve));
    call.on('error', reject).end();
  });
}

test.each([
  ['localhost:8080', 'http://localhost:8080'],
  ['LOCALHOST:8080', 'http://localhost:8080'],
  ['localhost', 'http://localhost'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['workbench.localhost:8080', 'http://workbench.localhost:8080'],
])('a page of the same port may call: %s, %s (choice: closed-door)', async (host, origin) => {
  expect(await execute({ ...CHROMIUM, host, origin, 'sec-fetch-site': 'same-origin' })).toEqual(ALLOWED);
});

test.each([
  ['localhost:8080', 'http://evil.example'],
  ['localhost:8080', 'null'],
  ['localhost:8080', 'http://localhost:3000'],
  ['localhost:8080', 'http://localhost'],
  ['localhost:8080', 'https://localhost:8080'],
  ['localhost:8080', 'http://127.0.0.1:8080'],
  ['localhost:8080', 'http://localhost:8080.evil.example'],
  ['localhost:8080', ''],
  // DNS rebinding: the page's own name leads here, so both are equal.
  ['evil.example:8080', 'http://evil.example:8080'],
  ['evil:8080', 'http://evil:8080'],
  ['host.docker.internal:8080', 'http://host.docker.internal:8080'],
])('a page of others may not: %s, "%s" (choice: closed-door)', async (host, origin) => {
  expect(await execute({ host, origin })).toEqual(REFUSED);
});

test('an origin that went through another site is refused (choice: closed-door)', async () => {
  const own = { host: 'localhost:8080', origin: 'http://localhost:8080' };
  expect(await execute({ ...own, 'sec-fetch-site': 'cross-site' })).toEqual(REFUSED);
});

test.each([
  ['/data', 'same-origin', 'cors', 'empty', 200],
  ['/data', 'none', 'navigate', 'document', 200],
  ['/data', 'cross-site', 'navigate', 'document', 403],
  ['/data', 'cross-site', 'no-cors', 'script', 403],
  ['/data', 'same-site', 'no-cors', 'image', 403],
  ['/page/', 'cross-site', 'navigate', 'document', 200],
  ['/page/', 'same-site', 'navigate', 'document', 200],
  ['/page/', 'cross-site', 'navigate', 'iframe', 403],
  ['/page/', 'cross-site', 'cors', 'empty', 403],
])('GET %s from %s, %s, %s: %d (choice: closed-door)', async (path, site, mode, dest, status) => {
  const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
  expect(await get(path, { host: 'localhost:8080', ...headers })).toBe(status);
});

test('a form of another site cannot post, even without an origin (choice: closed-door)', async () => {
  const form = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect(await execute({ host: 'localhost:8080', ...form })).toEqual(REFUSED);
});

test('a browser may not read under a name that a network gives (choice: closed-door)', async () => {
  expect(await get('/data', { host: 'emulator:8080', ...CHROMIUM })).toBe(403);
  expect(await get('/data', { host: 'emulator:8080' })).toBe(200);
});

test.each(['0.0.0.0:8080', '[::]:8080', '[::ffff:0:0]:8080'])(
  'a browser may not read under %s, where it does not tell whose page asks (choice: closed-door)',
  async (host) => {
    expect(await get('/data', { host, ...CHROMIUM })).toBe(403);
    expect(await get('/data', { host })).toBe(200);
  },
);

test('a preflight gets no permission (choice: closed-door)', async () => {
  const { status, headers } = await request(emulator.emulator.endpoint)
    .options('/Execute')
    .set({ origin: 'http://evil.example', 'access-control-request-method': 'POST' });
  expect(status).toBe(403);
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});
