// What is recorded of calls that no application would make: whoever asks for the record is answered nevertheless.
import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import type { Call } from '../../../emulator/index.ts';
import { Calls } from '../../../workbench/calls/calls.ts';
import { VALUES } from '../../../workbench/calls/mask-text.ts';
import { OpenTransactions } from '../../../workbench/calls/open-transactions.ts';
import { workbenchRoutes } from '../../../workbench/http/workbench-routes.ts';
import { Faults } from '../../../workbench/faults/faults.ts';
import { toRecordedCall } from '../../../workbench/calls/recorded-call.ts';

const CALL: Call = {
  operation: 'ExecuteStatement',
  userAgent: undefined,
  traceId: undefined,
  time: 0,
  durationMs: 1,
  status: 200,
  exception: undefined,
  message: undefined,
  unknownMembers: [],
  faults: undefined,
};

test('bytes that are no UTF-8 are three each in the record, which may make more than a result can have', () => {
  const value = Buffer.alloc(400_000, 0xff);
  const body = Buffer.concat([Buffer.from('{"records":[[{"stringValue":"'), value, Buffer.from('"}]]}')]);
  expect(toRecordedCall(CALL, { request: {}, body }, 1)).toMatchObject({ rows: 1, bytes: 2 + 4 + 1_200_000 });
});

test('a million values, 490 levels deep, are listed', async () => {
  const calls = new Calls();
  const routes = workbenchRoutes({
    calls,
    transactions: new OpenTransactions(VALUES),
    faults: new Faults(() => {
      throw new Error('There is no cluster');
    }),
    reset: () => Promise.resolve({}),
    ending: new AbortController().signal,
  });
  const parameters = `${'['.repeat(490)}${'1,'.repeat(1_000_000)}1${']'.repeat(490)}`;
  const requestText = `{"sql":"SELECT 1","parameters":${parameters}}`;
  calls.record(CALL, { request: JSON.parse(requestText), requestText, body: '{}' });
  const response = await request(express().use(routes)).get('/_workbench/calls');
  expect(response.status).toBe(200);
  expect(response.text.includes(parameters)).toBe(true);
});
