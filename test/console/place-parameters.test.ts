// Values of parameters in the place of their placeholders, as pieces of their own.
import { describe, expect, test } from 'vitest';
import type { SqlParameter } from '../../emulator/index.ts';
import { placeParameters } from '../../workbench/console/page/calls/place-parameters.ts';

const value = (sent: object, typeHint?: string): SqlParameter =>
  ({ name: 'a', value: sent, ...(typeHint === undefined ? {} : { typeHint }) }) as SqlParameter;

describe('a value is shown as SQL would write it', () => {
  test.each([
    ['7', { longValue: 7 }],
    ['9007199254740993', { longValue: 9007199254740993n }],
    ['1.5', { doubleValue: 1.5 }],
    ['true', { booleanValue: true }],
    ["'O''Neil'", { stringValue: "O'Neil" }],
    ['NULL', { isNull: true }],
    ["base64'AP8='", { blobValue: 'AP8=' }],
    [`'${'x'.repeat(80)}…'`, { stringValue: 'x'.repeat(100) }],
  ])('%s', (text, sent) => {
    const [sentAs] = Object.keys(sent);
    expect(placeParameters('SELECT :a + 1', [value(sent)])).toEqual([
      { text: 'SELECT ' },
      { text, name: 'a', sentAs },
      { text: ' + 1' },
    ]);
  });
});

test('a type hint is told', () => {
  expect(placeParameters(':a', [value({ stringValue: '2025-01-01' }, 'DATE')])).toEqual([
    { text: "'2025-01-01'", name: 'a', sentAs: 'stringValue · DATE' },
  ]);
});

test('only placeholders are replaced: not what is in texts, comments and names', () => {
  const sql = "SELECT ':a', `:a`, @v := 1 /* :a */ -- :a\n FROM t";
  expect(placeParameters(sql, [value({ longValue: 1 })])).toEqual([{ text: sql }]);
});

test('every occurrence is replaced, and what was not sent is marked', () => {
  expect(placeParameters(':a :b :a', [value({ longValue: 1 })])).toEqual([
    { text: '1', name: 'a', sentAs: 'longValue' },
    { text: ' ' },
    { text: ':b', name: 'b', sentAs: 'missing' },
    { text: ' ' },
    { text: '1', name: 'a', sentAs: 'longValue' },
  ]);
});

test('a value that looks like SQL stays a piece of its own', () => {
  const [, piece] = placeParameters('SELECT :a', [value({ stringValue: "'; DROP TABLE t; -- :a" })]);
  expect(piece).toEqual({ text: "'''; DROP TABLE t; -- :a'", name: 'a', sentAs: 'stringValue' });
});

test('a statement that nobody can read is shown as it is', () => {
  expect(placeParameters("SELECT 'no end", [])).toEqual([{ text: "SELECT 'no end" }]);
});
