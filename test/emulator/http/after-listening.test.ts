// A server that cannot take one connection goes on taking others.
import { Server } from 'node:net';
import { expect, inject, test, vi } from 'vitest';
import { createEmulator } from '../../../emulator/index.ts';

test('a connection that could not be accepted is told of, and nothing stops', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen');
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') });
  const server = listen.mock.contexts[0] as Server;
  // As Node does it; a system whose table of files is full for a moment would fail the tests beside this one.
  server.emit('error', Object.assign(new Error('accept ENFILE'), { code: 'ENFILE' }));
  server.emit('error', Object.assign(new Error('accept ENOBUFS'), { code: 'ENOBUFS' }));
  expect(told.mock.calls).toEqual([
    ['A connection was not accepted: accept ENFILE'],
    ['A connection was not accepted: accept ENOBUFS'],
  ]);
  expect((await fetch(`${emulator.endpoint}/Execute`)).status).toBe(404);
  await emulator.stop();
});
