import type { Api } from '../api.ts';
import { fails, param, rows, updated, type Case } from '../case.ts';

const select =
  (sql: string, ...parameters: object[]) =>
  (api: Api) =>
    api.execute(sql, { parameters });
const string = (stringValue: string): object => ({ stringValue });

/** A statement, its parameters, the row that it selects. */
const PLACEHOLDERS: [title: string, sql: string, parameters: object[], row: object[]][] = [
  [
    'numeric names',
    'SELECT :1, :10, :0',
    [param('0', string('a')), param('1', string('b')), param('10', string('c'))],
    [string('b'), string('c'), string('a')],
  ],
  [
    'the order of parameters does not matter',
    'SELECT :a, :b',
    [param('b', string('2')), param('a', string('1'))],
    [string('1'), string('2')],
  ],
  ['a name may occur several times', 'SELECT :a, :a', [param('a', string('1'))], [string('1'), string('1')]],
  ['not in strings', "SELECT '12:34:56', ':a ?', \":b\"", [], [string('12:34:56'), string(':a ?'), string(':b')]],
  ['not in comments', 'SELECT /* :a */ 1 -- :b\n # :c', [], [{ longValue: 1 }]],
  ['a leading comment', '/* ping */ SELECT 1', [], [{ longValue: 1 }]],
  ['one trailing semicolon', 'SELECT 1;', [], [{ longValue: 1 }]],
  ['a semicolon in a string', "SELECT ';'", [], [string(';')]],
  ['quotes behind backslashes', String.raw`SELECT '{\"color\":\"blue\"}'`, [], [string('{"color":"blue"}')]],
  ['a limit can be bound', 'SELECT 1 LIMIT :n', [param('n', { longValue: 1 })], [{ longValue: 1 }]],
  ['a list is one value', "SELECT '1' IN (:list)", [param('list', string('1,2'))], [{ longValue: 0 }]],
  ['a boolean in WHERE', 'SELECT 1 WHERE 1 = :b', [param('b', { booleanValue: true })], [{ longValue: 1 }]],
];

/** Statements in which the scanner's rules are not known (contract 9), and their row with `:b` bound to `B`. */
const SCANNED: [title: string, sql: string, row: object[]][] = [
  [':= is no placeholder', 'SELECT @x := 1', [{ longValue: 1 }]],
  ['a quote behind a backslash does not end a string', "SELECT '\\':a'", [string("':a")]],
  ['strings are skipped beside a placeholder', "SELECT '12:34:56', :b", [string('12:34:56'), string('B')]],
  ['names in backticks are skipped', 'SELECT `a:a`, :b FROM (SELECT 1 AS `a:a`) AS t', [{ longValue: 1 }, string('B')]],
  ['a comment after # is skipped', "SELECT :b # it's :a\n", [string('B')]],
  ['what MySQL runs in a comment is scanned', 'SELECT 1 /*! + :one */', [{ longValue: 2 }]],
];

/** Statements that take something for a placeholder that is none, and MySQL's error. */
const NO_PLACEHOLDERS: [title: string, sql: string, errno: number][] = [
  ['a name cannot be bound', 'SELECT 1 FROM :b', 1064],
  ['a keyword cannot be bound', 'SELECT 1 ORDER :b', 1064],
  ['$1 is none', 'SELECT $1', 1054],
  [':: is a cast, which MySQL does not have', 'SELECT 1::b', 1064],
];

/** Contract 3.3: what is a placeholder, and what it gets. */
export const PLACEHOLDER_CASES: Case[] = [
  ...PLACEHOLDERS.map(([title, sql, parameters, row]) => ({
    row: '3.3',
    title,
    run: select(sql, ...parameters),
    expected: rows(row),
  })),
  ...SCANNED.map(([title, sql, row]) => ({
    row: '3.3 scanner',
    title,
    choice: 'scanner',
    run: select(sql, param('b', string('B')), param('one', { longValue: 1 })),
    expected: rows(row),
  })),
  ...NO_PLACEHOLDERS.map(([title, sql, errno]) => ({
    row: '3.3',
    title,
    run: select(sql, param('b', string('x'))),
    expected: fails('DatabaseErrorException', 400, new RegExp(`; Error code: ${errno}; SQLState: `)),
  })),
  {
    row: '3.3 missing',
    title: 'a placeholder without a parameter',
    choice: 'missing-parameter',
    run: select('SELECT :name'),
    expected: fails('BadRequestException', 400, 'Cannot find parameter: name'),
  },
  {
    row: '9 duplicate',
    title: 'of two parameters of a name the last counts',
    choice: 'missing-parameter',
    run: select('SELECT :a', param('a', string('1')), param('a', string('2'))),
    expected: rows([string('2')]),
  },
  {
    row: '3.3 extra',
    title: 'a parameter that no placeholder names',
    choice: 'missing-parameter',
    run: select('SELECT 1', param('a', string('1'))),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '3.3 ?',
    title: 'a bare ? is no placeholder',
    choice: 'bare-marker',
    run: select('SELECT ?', param('a', string('1'))),
    expected: fails('DatabaseErrorException', 400, /Error code: 1210/),
  },
  {
    row: '7.2',
    title: 'several statements',
    run: select('SELECT 1; SELECT 2'),
    expected: fails('ValidationException', 400, /^Multistatements aren't supported\.?$/),
  },
  {
    row: '9 stored programs',
    title: 'a body with semicolons and a label without a blank',
    choice: 'stored-programs',
    run: async (api) => {
      await api.prepare(
        'DROP PROCEDURE IF EXISTS p',
        'CREATE PROCEDURE p() BEGIN again:LOOP LEAVE again; END LOOP; SELECT 1; END',
      );
      return api.execute('CALL p()');
    },
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '9 unprepared',
    title: 'a statement that MySQL does not prepare',
    choice: 'unprepared',
    run: select('SAVEPOINT s'),
    expected: updated(0),
  },
];
