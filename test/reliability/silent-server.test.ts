// A server that is slow to start: it takes connections, and says nothing.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../emulator/index.ts';
import { MAX_CALL_MS } from '../../emulator/model/limits.ts';
import { ARNS } from '../support/emulator.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { until } from '../support/until.ts';

const PATHS = ['/Execute', '/BatchExecute', '/BeginTransaction'];

let emulator: Emulator;
let clock: ManualClock;
const sockets = new Set<Socket>();
const silent = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const databaseUrl = `mysql://root@127.0.0.1:${(silent.address() as AddressInfo).port}`;
  clock = createManualClock();
  emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl }, {}, clock);
});
afterAll(async () => {
  await emulator.stop();
  silent.close();
});

/** @returns status, exception and body of the answer. */
async function call(path: string): Promise<unknown[]> {
  const body = JSON.stringify({ ...ARNS, sql: 'SELECT 1', parameterSets: [[]] });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(emulator.endpoint + path, { method: 'POST', headers, body });
  return [answer.status, answer.headers.get('x-amzn-errortype'), await answer.text()];
}

test('it is given up after ten seconds, and nothing of it is left', async () => {
  const unavailable = [504, 'DatabaseUnavailableException', '{}'];
  expect(await Promise.all(PATHS.map(call))).toEqual([unavailable, unavailable, unavailable]);
  await until(async () => sockets.size === 0);
  expect(clock.waiting).toBe(0);
}, 15_000);

test('a call whose time is up before is told so', async () => {
  const calls = PATHS.map(call);
  await until(async () => clock.waiting === 3);
  clock.advance(MAX_CALL_MS);
  const timedOut = [400, 'StatementTimeoutException', '{"message":"Request timed out"}'];
  expect(await Promise.all(calls)).toEqual([timedOut, timedOut, timedOut]);
});

test('a stop closes what is still silent', async () => {
  const calls = PATHS.map(call);
  await until(async () => sockets.size >= 3 && clock.waiting === 3);
  await emulator.stop();
  const refused = [503, 'ServiceUnavailableError', '{}'];
  expect(await Promise.all(calls)).toEqual([refused, refused, refused]);
  await until(async () => sockets.size === 0);
}, 5000);
