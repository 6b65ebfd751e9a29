import { describe, expect, test } from 'vitest';
import { dialect } from '../../../emulator/engine/mysql/dialect.ts';
import { ServiceException } from '../../../emulator/model/exceptions.ts';
import { parseStatement, type Statement } from '../../../emulator/sql/statement.ts';
import { FOUND, IN_COMMENTS, IN_STRINGS, NO_NAMES, REFUSED, SEMICOLONS } from './placeholder-table.ts';

describe.each([
  ['contract 3.3: a placeholder is found', FOUND],
  ['contract 3.3, 9: strings and quoted names are skipped', IN_STRINGS],
  ['contract 3.3, 9: comments are skipped', IN_COMMENTS],
  ['contract 3.3: a colon without a name is none', NO_NAMES],
  ['contract 3.3: a trailing semicolon', SEMICOLONS],
])('%s', (_title, cases) => {
  test.for(cases)('%j', ([sql, text, ...placeholders]) => {
    const statement = parseStatement(sql, dialect);
    expect([statement.text, ...statement.placeholders]).toEqual([text, ...placeholders]);
  });
});

describe('contract 7.2: several statements', () => {
  test.for(REFUSED)('%j', (sql) => {
    expect(() => parseStatement(sql, dialect)).toThrow(
      new ServiceException('ValidationException', "Multistatements aren't supported"),
    );
  });
});

describe('contract 3.3: a bare ? is no placeholder of the service', () => {
  test.for([
    ['SELECT ?', 1],
    ['SELECT ?, :a, ?', 2],
    ["SELECT '?', `?` /* ? */ -- ?", 0],
  ] as const)('%s', ([sql, bareMarkers]) => {
    expect(parseStatement(sql, dialect)).toMatchObject({ bareMarkers });
  });
});

test('a text is read by the rules of the dialect that asks, whoever asked before', () => {
  const withoutQuotes = { ...dialect, textRules: { ...dialect.textRules, quotes: {} } };
  const placeholders = [dialect, withoutQuotes, dialect].map(
    (each) => parseStatement("SELECT ':a'", each).placeholders,
  );
  expect(placeholders).toEqual([[], ['a'], []]);
});

describe('time grows with the length only', () => {
  const REPEATED: readonly string[] = [
    ':a,',
    "'a',",
    "'",
    '"\\"',
    '/* a */',
    '/*',
    '/*!',
    '-- a\n',
    '--',
    '#\n',
    '`',
    ';',
    ':',
    '?',
    'a ',
    '\0',
    '😀',
    '(',
  ];

  test.for(REPEATED)('65,536 characters of %j', (piece) => {
    const sql = `SELECT ${piece.repeat(65_536 / piece.length)}`;
    const started = performance.now();
    // A statement that is several is refused, which takes its time, too.
    const read = (): Statement | ServiceException => {
      try {
        return parseStatement(sql, dialect);
      } catch (error) {
        if (error instanceof ServiceException) return error;
        throw error;
      }
    };
    expect(read()).toBeDefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
