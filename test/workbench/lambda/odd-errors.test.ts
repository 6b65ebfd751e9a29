// Errors that a handler makes unreadable, and what is told of an invocation that nobody waits for.
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Functions } from '../../../workbench/lambda/functions.ts';
import { invokeRoute, type Invocation } from '../../../workbench/lambda/invoke-route.ts';
import { formatInvocation } from '../../../workbench/terminal/format-invocation.ts';
import { until } from '../../support/until.ts';
import { startFunction, type StartedFunction } from './support/start-function.ts';

let started: StartedFunction;
beforeAll(async () => {
  started = await startFunction(
    `const odd = (members: object) => Object.defineProperties(new Error('right'), Object.fromEntries(
      Object.entries(members).map(([name, value]) => [name, { value }])));
    const thrown: Record<string, () => unknown> = {
      'a message that is an object': () => odd({ message: { code: 1 } }),
      'a message that is a number': () => odd({ message: 7 }),
      'no message': () => odd({ message: undefined }),
      'a name that is a number': () => odd({ name: 7 }),
      'a stack that is a number': () => odd({ stack: 7 }),
      'an object without a prototype': () => Object.create(null),
    };
    export const handler = async (what: string) => { throw thrown[what]!(); };`,
    10_000,
  );
});
afterAll(() => started.end());

const UNREADABLE = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
};

test.each([
  ['a message that is an object', UNREADABLE],
  ['a message that is a number', UNREADABLE],
  ['no message', { errorType: 'Error', errorMessage: '', trace: expect.any(Array) as string[] }],
  ['a name that is a number', UNREADABLE],
  ['a stack that is a number', UNREADABLE],
  ['an object without a prototype', UNREADABLE],
])('an error with %s is told as Lambda tells it', async (what, error) => {
  const outcome = await started.lambda.invoke(JSON.stringify(what));
  expect(outcome.error).toEqual(error);
  expect(formatInvocation({ functionName: 'odd', outcome })).toContain(error.errorMessage);
});

test('what goes wrong while an Event is told of stops nothing', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const functions: Functions = { find: () => started.lambda, stop: () => started.lambda.stop() };
  const invoked = vi.fn<(invocation: Invocation) => void>(() => {
    throw new Error('cannot be shown');
  });
  const app = express().use(invokeRoute(functions, invoked));
  const event = request(app).post('/2015-03-31/functions/odd/invocations').set('x-amz-invocation-type', 'Event');
  expect((await event.send('"no message"')).status).toBe(202);
  await until(async () => told.mock.calls.length > 0);
  expect(told.mock.calls).toEqual([
    ['An invocation that was answered before it ran went wrong:', new Error('cannot be shown')],
  ]);
});
