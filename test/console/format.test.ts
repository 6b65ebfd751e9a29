// Numbers as the pages show them.
import { expect, test } from 'vitest';
import { countOf, formatDuration } from '../../workbench/console/page/parts/format.ts';

test.each([
  [0, '0 s'],
  [3.21, '3.2 ms'],
  [450.4, '450 ms'],
  [1500, '1.5 s'],
  [2000, '2 s'],
  [59_000, '59 s'],
  [185_000, '3 min 5 s'],
])('%d ms are %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('one is not many', () => {
  expect([0, 1, 2, 12_345].map((count) => countOf(count, 'row'))).toEqual(['0 rows', '1 row', '2 rows', '12,345 rows']);
});
