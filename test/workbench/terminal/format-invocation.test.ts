// What a terminal shows of an error that a handler threw: its text may hold what somebody sent.
import { expect, test } from 'vitest';
import { formatInvocation } from '../../../workbench/terminal/format-invocation.ts';

test('escape sequences in an error show as text, and its lines are kept', () => {
  const error = { errorType: 'E\u001B[2J', errorMessage: 'no \u001B]0;title\u0007\nat all' };
  const outcome = { requestId: 'r', payload: '{}', error, durationMs: 1, log: '' };
  const shown = formatInvocation({ functionName: 'f', outcome });
  expect(shown).toContain('200 E\uFFFD[2J');
  expect(shown).toContain('no \uFFFD]0;title\uFFFD\nat all');
});
