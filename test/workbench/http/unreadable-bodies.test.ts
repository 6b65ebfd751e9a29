// A body that cannot be read is refused in the same way everywhere below /_workbench.
import express from 'express';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Calls } from '../../../workbench/calls/calls.ts';
import { PASSWORDS } from '../../../workbench/calls/mask-text.ts';
import { OpenTransactions } from '../../../workbench/calls/open-transactions.ts';
import { Faults } from '../../../workbench/faults/faults.ts';
import { workbenchRoutes } from '../../../workbench/http/workbench-routes.ts';
import { workshopRoutes } from '../../../workbench/workshop/routes.ts';
import { Workshop } from '../../../workbench/workshop/workshop.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  const control = {
    calls: new Calls(),
    transactions: new OpenTransactions(PASSWORDS),
    faults: new Faults(() => emulator.emulator),
    reset: () => Promise.resolve({}),
    ending: new AbortController().signal,
  };
  const workshop = new Workshop({ url: inject('databaseUrl') }, 'handler');
  emulator = await startTestEmulator({
    routes: express.Router().use(workshopRoutes(workshop), workbenchRoutes(control)),
  });
});
afterAll(() => emulator[Symbol.asyncDispose]());

describe.each([
  ['POST', '/faults'],
  ['PUT', '/faults/seed'],
  ['PUT', '/workshop'],
])('%s %s', (method, path) => {
  test.each([
    ['that is no JSON', 400, '{', 'application/json', /^The body cannot be read: .*JSON/],
    [
      'that is too large',
      413,
      JSON.stringify({ file: 'x'.repeat(200_000) }),
      'application/json',
      /^The body cannot be read: request entity too large$/,
    ],
    ['of an unknown charset', 415, '{}', 'application/json; charset=klingon', /^The body cannot be read: .*KLINGON/],
  ])('refuses one %s with %i', async (_what, status, body, type, message) => {
    const init = { method, body, headers: { 'content-type': type } };
    const response = await fetch(`${emulator.emulator.endpoint}/_workbench${path}`, init);
    expect([response.status, await response.json()]).toEqual([
      status,
      { message: expect.stringMatching(message) as string },
    ]);
  });
});
