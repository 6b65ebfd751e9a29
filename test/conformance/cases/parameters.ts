import { fails, param, rows, type Case } from '../case.ts';
import type { Api } from '../api.ts';

const echo = (value: object, typeHint?: string) => (api: Api) =>
  api.execute('SELECT :p', { parameters: [param('p', value, typeHint)] });
const select =
  (sql: string, ...parameters: object[]) =>
  (api: Api) =>
    api.execute(sql, { parameters });
const string = (stringValue: string): object => ({ stringValue });

const ECHOES: [title: string, value: object, field: object][] = [
  ['longValue 42', { longValue: 42 }, { longValue: 42 }],
  ['longValue -2^63, exact', { longValue: -(2n ** 63n) }, { longValue: -(2n ** 63n) }],
  ['longValue 2^63-1, exact', { longValue: 2n ** 63n - 1n }, { longValue: 2n ** 63n - 1n }],
  ['doubleValue 42, bound as a double', { doubleValue: 42 }, { doubleValue: 42 }],
  [
    'stringValue, unchanged',
    string('{"hello": "world"} \\\' OR 1=1 -- \u{1f642}\0'),
    string('{"hello": "world"} \\\' OR 1=1 -- \u{1f642}\0'),
  ],
  ['stringValue, a fraction is kept', string('12:34:56.999999999'), string('12:34:56.999999999')],
  ['stringValue, empty', string(''), string('')],
  ['isNull', { isNull: true }, { isNull: true }],
];

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
];

const HINTS: [hint: string, text: string][] = [
  ['DATE', '2025-02-28'],
  ['TIME', '23:59:59.123'],
  ['TIMESTAMP', '2025-02-28 23:59:59.123456'],
  ['DECIMAL', '123.4500'],
  ['JSON', '{"a": 1}'],
];
const REFUSED_HINTS: [hint: string, text: string][] = [
  ['DATE', '28.02.2025'],
  ['TIME', '24:00'],
  ['TIMESTAMP', '2025-02-28T23:59:59'],
  ['TIMESTAMP', '2025-02-28 23:59:59Z'],
  ['TIMESTAMP', '2025-02-28 23:59:59+01:00'],
];

/** Contract 3.2 and 3.3. */
export const PARAMETER_CASES: Case[] = [
  ...ECHOES.map(([title, value, field]) => ({ row: '3.2 echo', title, run: echo(value), expected: rows([field]) })),
  ...HINTS.map(([hint, text]) => ({
    row: '3.2 typeHint',
    title: `${hint} ${text}`,
    run: echo(string(text), hint),
    expected: rows([string(text)]),
  })),
  ...REFUSED_HINTS.map(([hint, text]) => ({
    row: '3.2 typeHint',
    title: `${hint} refuses ${text}`,
    choice: 'type-hint-refusal',
    run: echo(string(text), hint),
    expected: fails('ValidationException', 400, /typeHint/),
  })),
  {
    row: '3.2 UUID',
    title: '16 bytes, which a VARCHAR refuses',
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS u', 'CREATE TABLE u (requestId VARCHAR(36))');
      const parameters = [param('id', string('e365db17-8a57-4b3c-9d3e-0123456789ab'), 'UUID')];
      return api.execute('INSERT INTO u VALUES (:id)', { parameters });
    },
    expected: fails(
      'DatabaseErrorException',
      400,
      /^Incorrect string value: '\\xE3e\\xDB\\x17\\x8AW.*' for column 'requestId' at row 1; Error code: 1366; SQLState: HY000$/,
    ),
  },
  {
    row: '3.2 arrayValue',
    title: 'refused',
    run: echo({ arrayValue: { longValues: [1] } }),
    expected: fails('ValidationException', 400, 'Array parameters are not supported'),
  },
  ...PLACEHOLDERS.map(([title, sql, parameters, row]) => ({
    row: '3.3',
    title,
    run: select(sql, ...parameters),
    expected: rows(row),
  })),
  {
    row: '3.3 :=',
    title: ':= is no placeholder',
    choice: 'scanner',
    run: select('SELECT @x := 1'),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '3.3 backslash',
    title: 'a quote behind a backslash does not end a string',
    choice: 'scanner',
    run: select("SELECT '\\':a'"),
    expected: rows([string("':a")]),
  },
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
];
