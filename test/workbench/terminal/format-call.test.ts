// What a terminal shows of calls that no application would make.
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Call } from '../../../emulator/index.ts';
import { formatCall } from '../../../workbench/terminal/format-call.ts';

const REFUSED: Call = {
  operation: 'ExecuteStatement',
  time: 0,
  durationMs: 1,
  status: 400,
  exception: 'ValidationException',
  unknownMembers: [],
};

test('a long message and many unknown members are cut', () => {
  const text = 'x'.repeat(10_000);
  const shown = stripVTControlCharacters(formatCall({ ...REFUSED, message: text, unknownMembers: [text, text] }, {}));
  expect(shown.split('\n').slice(1)).toEqual([
    `  ${'x'.repeat(1000)}…`,
    `  ignored, as AWS does not know them: ${'x'.repeat(1000)}…`,
  ]);
});
