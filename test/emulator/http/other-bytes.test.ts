// Bodies in another encoding than UTF-8.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => (emulator = await startTestEmulator()));
afterAll(() => emulator[Symbol.asyncDispose]());

/** As bytes, which supertest would write as JSON. */
const post = (body: Buffer): Promise<Response> =>
  fetch(`${emulator.emulator.endpoint}/Execute`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });

const BODY = JSON.stringify({ ...ARNS, sql: "SELECT 'Zoë'" });

test.each([
  ['Latin-1', Buffer.from(BODY, 'latin1')],
  ['UTF-16', Buffer.from(BODY, 'utf16le').subarray(0, -1)],
  ['half a character at its end', Buffer.from('{"sql":"ë').subarray(0, -1)],
  ['a surrogate', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])],
])('a body in %s is refused and runs nothing (choice: serialization-texts)', async (_what, bytes) => {
  const response = await post(bytes);
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'SerializationException']);
  expect(await response.json()).toEqual({ message: 'The body is not UTF-8: send it in that encoding' });
  expect(emulator.calls).toEqual([]);
});

test('after one of them, a body in UTF-8 is read as ever', async () => {
  const bytes = Buffer.from(`\uFEFF${BODY}`);
  expect(await (await post(bytes)).json()).toMatchObject({ records: [[{ stringValue: 'Zoë' }]] });
});
