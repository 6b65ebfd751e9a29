import { fails, param, rows, type Case } from '../case.ts';
import type { Api } from '../api.ts';

const echo = (value: object, typeHint?: string) => (api: Api) =>
  api.execute('SELECT :p', { parameters: [param('p', value, typeHint)] });
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

/** What comes back of bytes, whichever member carries them: what clients saw does not tell text from bytes. */
const echoBytes = async (api: Api): Promise<unknown> => {
  const { body } = await echo({ blobValue: Buffer.from('hello') })(api);
  const [[field] = []] = (body as { records: { stringValue?: string; blobValue?: string }[][] }).records;
  return field?.stringValue ?? Buffer.from(field?.blobValue ?? '', 'base64').toString();
};

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
  ['DECIMAL', '1,5'],
  ['JSON', '{a: 1}'],
  ['UUID', 'e365db17'],
];

/** Contract 3.2, as far as an echo shows it. */
export const PARAMETER_CASES: Case[] = [
  ...ECHOES.map(([title, value, field]) => ({ row: '3.2 echo', title, run: echo(value), expected: rows([field]) })),
  {
    row: '3.2 echo',
    title: 'booleanValue',
    choice: 'boolean-echo',
    run: echo({ booleanValue: true }),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: 'observed 1 echo',
    title: 'blobValue: the same bytes',
    choice: 'blob-echo',
    run: echoBytes,
    expected: 'hello',
  },
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
    row: '9 typeHint',
    title: 'DATE refuses a longValue',
    choice: 'type-hint-refusal',
    run: echo({ longValue: 1 }, 'DATE'),
    expected: fails('ValidationException', 400, /typeHint/),
  },
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
];
