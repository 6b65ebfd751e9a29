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

test.each([
  ['a title', '\u001B]0;title\u0007', '\uFFFD]0;title\uFFFD'],
  ['a clipboard', '\u001B]52;c;cm0gLXJm\u001B\\', '\uFFFD]52;c;cm0gLXJm\uFFFD\\'],
  ['a clear screen', '\u001B[2J\u009B2J\u007F\b', '\uFFFD[2J\uFFFD2J\uFFFD\uFFFD'],
])('%s that was sent shows as text', (_what, sequence, text) => {
  const call = { ...REFUSED, message: `near '${sequence}'`, unknownMembers: [`a${sequence}`] };
  const shown = formatCall(call, { sql: `SELECT '${sequence}'` });
  expect(shown).toContain(`SELECT '${text}'`);
  expect(shown).toContain(`near '${text}'`);
  expect(shown).toContain(`them: a${text}`);
});

test('line ends, tabs and letters of any language are no control characters', () => {
  expect(formatCall(REFUSED, { sql: "SELECT\r\n\t'Ünï 🙂 語'" })).toContain("SELECT 'Ünï 🙂 語'");
});
