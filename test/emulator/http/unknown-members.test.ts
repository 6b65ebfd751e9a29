// A misspelt member is ignored; that it was, explains many a refusal.
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** Calls ExecuteStatement. @returns what the observer was told of it. */
async function calledWith(members: object): Promise<unknown> {
  await request(emulator.emulator.endpoint)
    .post('/Execute')
    .send({ ...ARNS, ...members });
  const { message, unknownMembers } = emulator.calls.at(-1) ?? {};
  return { message, unknownMembers };
}

test('a refusal by the operation tells the observer of misspelt members', async () => {
  const paramters = [{ name: 'id', value: { longValue: 1 } }];
  await expect(calledWith({ sql: 'SELECT :id', paramters })).resolves.toEqual({
    message: 'Cannot find parameter: id',
    unknownMembers: ['paramters'],
  });
});

test('a refusal for a member that is missing tells the observer of the one that was meant to be it', async () => {
  await expect(calledWith({ sqll: 'SELECT 1' })).resolves.toEqual({
    message: "1 validation error detected: Value null at 'sql' failed to satisfy constraint: Member must not be null",
    unknownMembers: ['sqll'],
  });
});

test('a refusal for a wrong type tells the observer of what was unknown before it', async () => {
  await expect(calledWith({ databse: 'x', sql: 1 })).resolves.toEqual({
    message: "Expected a string at 'sql', got the number 1",
    unknownMembers: ['databse'],
  });
});
