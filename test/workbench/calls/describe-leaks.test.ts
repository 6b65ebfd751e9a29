// What is told of a transaction that was left open reaches a terminal.
import { expect, test } from 'vitest';
import { describeLeaks } from '../../../workbench/calls/describe-leaks.ts';

test('escape sequences in SQL and in the name of a database show as text', () => {
  const time = '2025-01-31T12:00:00.000Z';
  const statements = ["SELECT '\u001B[2J'"];
  expect(describeLeaks([{ transactionId: 't', time, lastUsed: time, database: 'd\u0007', statements }])).toBe(
    `A transaction was left open: neither committed nor rolled back.\n  begun at ${time} in d\uFFFD\n    SELECT '\uFFFD[2J'`,
  );
});
