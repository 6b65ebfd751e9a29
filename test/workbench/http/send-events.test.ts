import { once } from 'node:events';
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendEvents, type SendEvent } from '../../../workbench/http/send-events.ts';

let server: Server;
let reader: Socket;
let ending: AbortController;
let response: ServerResponse;
let send: SendEvent;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  ending = new AbortController();
  const asked = new Promise<ServerResponse>((resolve) => {
    server = createServer((_request, answer) => resolve(answer)).listen(0, '127.0.0.1');
  });
  await once(server, 'listening');
  reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
  reader.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  response = await asked;
  send = sendEvents(response, ending.signal);
});
afterEach(() => {
  vi.useRealTimers();
  reader.destroy();
  server.close();
});

/** @returns what comes until it holds such a text. */
async function readUntil(text: string): Promise<string> {
  let read = '';
  for await (const chunk of reader) {
    read += String(chunk);
    if (read.includes(text)) break;
  }
  return read;
}

test('an event has a type, data, and an id where it has one; a sign of life comes now and then; the end is one', async () => {
  send('run', { n: 2n ** 60n });
  send('call', { id: 7 }, 7);
  vi.advanceTimersByTime(15_000);
  ending.abort();
  const read = await readUntil('\r\n0\r\n');
  expect(read).toContain('event: run\ndata: {"n":1152921504606846976}\n\n');
  expect(read).toContain('id: 7\nevent: call\ndata: {"id":7}\n\n');
  expect(read).toContain('\r\n:\n\n\r\n');
});

test('whoever comes when all has ended is told so at once', async () => {
  ending.abort();
  const late = new ServerResponse({ method: 'GET' } as IncomingMessage);
  const sendLate = sendEvents(late, ending.signal);
  sendLate('call', { id: 1 });
  expect(late.writableEnded).toBe(true);
});

test('a reader that does not read is given up', async () => {
  const closed = once(response, 'close');
  const text = 'x'.repeat(1024 * 1024);
  for (let n = 0; n < 40 && !response.destroyed; n++) send('call', { text });
  await closed;
  expect(response.destroyed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
