// A SecretId that is a number beyond what JavaScript's own can hold.
import request from 'supertest';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../emulator/index.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') });
});
afterAll(() => emulator.stop());

test.each(['12345678901234567890', '[12345678901234567890]', '{"a":-12345678901234567890}', '12', 'null', '["x"]'])(
  '%s is refused (choice: secrets-manager)',
  async (id) => {
    const post = request(emulator.endpoint).post('/').set('x-amz-target', 'secretsmanager.GetSecretValue');
    const { status, text } = await post.set('content-type', 'application/x-amz-json-1.1').send(`{"SecretId":${id}}`);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      __type: 'ValidationException',
      message: `1 validation error detected: Value ${id} at 'secretId' failed to satisfy constraint: Member must not be null`,
    });
  },
);
