// The end of an invocation's log, as much as an answer of Lambda carries.
import { expect, test } from 'vitest';
import { toLogTail } from '../../../workbench/lambda/log-tail.ts';

const tailOf = (log: string): Buffer =>
  Buffer.from(toLogTail({ requestId: 'id', payload: 'null', durationMs: 1.5, log }), 'base64');

const END = 'END RequestId: id\nREPORT RequestId: id\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\n';

test('a short log is whole', () => {
  expect(tailOf('Grüße').toString()).toBe(`START RequestId: id Version: $LATEST\nGrüße\n${END}`);
});

test('of a long log there are the last 4096 bytes', () => {
  const tail = tailOf(`first ${'ü'.repeat(4096)}last`);
  expect(tail).toHaveLength(4096);
  expect(tail.toString()).toMatch(/^[^]?ü+last\n/);
  expect(tail.toString().endsWith(`last\n${END}`)).toBe(true);
});
