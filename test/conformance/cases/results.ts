import type { Answer, Api } from '../api.ts';
import { fails, ok, rows, updated, type Case } from '../case.ts';

const TYPES =
  "SELECT 1 AS i, CAST(2 AS DECIMAL(10,2)) AS d, CAST(3 AS DECIMAL(10,0)) AS z, 1.5e0 AS f, 'é' AS s, NULL AS n";
const options = (resultSetOptions: object) => (api: Api) => api.execute(TYPES, { resultSetOptions });
const json =
  (sql: string, more: object = {}) =>
  (api: Api): Promise<Answer> =>
    api.execute(sql, { formatRecordsAs: 'JSON', ...more });
const formatted = (formattedRecords: string): Answer => ok({ formattedRecords, numberOfRecordsUpdated: 0 });
const S = { stringValue: 'é' };
const N = { isNull: true };
const F = { doubleValue: 1.5 };

/** Contract 4.2 and 4.4. */
export const RESULT_CASES: Case[] = [
  {
    row: '4.2',
    title: 'the defaults',
    run: options({}),
    expected: rows([{ longValue: 1 }, { stringValue: '2.00' }, { stringValue: '3' }, F, S, N]),
  },
  {
    row: '4.2',
    title: 'decimalReturnType STRING',
    run: options({ decimalReturnType: 'STRING' }),
    expected: rows([{ longValue: 1 }, { stringValue: '2.00' }, { stringValue: '3' }, F, S, N]),
  },
  {
    row: '4.2',
    title: 'decimalReturnType DOUBLE_OR_LONG',
    choice: 'double-or-long',
    run: options({ decimalReturnType: 'DOUBLE_OR_LONG' }),
    expected: rows([{ longValue: 1 }, { doubleValue: 2 }, { longValue: 3 }, F, S, N]),
  },
  {
    row: '4.2',
    title: 'decimalReturnType DOUBLE_OR_LONG, more digits than a long has',
    choice: 'decimal-as-long',
    run: (api) =>
      api.execute("SELECT CAST('123456789012345678901234567890' AS DECIMAL(30,0))", {
        resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG' },
      }),
    expected: rows([{ doubleValue: 1.2345678901234568e29 }]),
  },
  {
    row: '4.2',
    title: 'longReturnType LONG',
    run: options({ longReturnType: 'LONG' }),
    expected: rows([{ longValue: 1 }, { stringValue: '2.00' }, { stringValue: '3' }, F, S, N]),
  },
  {
    row: '4.2',
    title: 'longReturnType STRING',
    run: options({ longReturnType: 'STRING' }),
    expected: rows([{ stringValue: '1' }, { stringValue: '2.00' }, { stringValue: '3' }, F, S, N]),
  },
  {
    row: '4.4',
    title: 'keys are labels, or the expression',
    run: json('SELECT 1 AS id, 4+7'),
    expected: formatted('[{"id":1,"4+7":11}]'),
  },
  {
    row: '4.4',
    title: 'types, compact, not escaped',
    run: json(TYPES),
    expected: formatted('[{"i":1,"d":"2.00","z":"3","f":1.5,"s":"é","n":null}]'),
  },
  {
    row: '4.4',
    title: 'DECIMAL as a number',
    run: json(TYPES, { resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG' } }),
    expected: formatted('[{"i":1,"d":2.0,"z":3,"f":1.5,"s":"é","n":null}]'),
  },
  {
    row: '4.4',
    title: 'integers as text',
    run: json('SELECT 9007199254740993 AS i', { resultSetOptions: { longReturnType: 'STRING' } }),
    expected: formatted('[{"i":"9007199254740993"}]'),
  },
  {
    row: '4.4',
    title: 'integers beyond 2^53 exact',
    run: json('SELECT 9007199254740993 AS i'),
    expected: formatted('[{"i":9007199254740993}]'),
  },
  { row: '4.4', title: 'a double keeps its .0', run: json('SELECT 1e1 AS f'), expected: formatted('[{"f":10.0}]') },
  {
    row: '4.4',
    title: 'bytes as base64',
    run: json("SELECT CAST('hi' AS BINARY) AS b"),
    expected: formatted('[{"b":"aGk="}]'),
  },
  {
    row: '4.4',
    title: 'a double with an exponent',
    choice: 'json-numbers',
    run: json('SELECT 1.79e100 AS f, 5e-324 AS g'),
    expected: formatted('[{"f":1.79e+100,"g":5e-324}]'),
  },
  {
    row: '4.4',
    title: 'BOOLEAN and BIT, dates and times, JSON as escaped text',
    run: async (api) => {
      await api.prepare(
        'DROP TABLE IF EXISTS kinds',
        'CREATE TABLE kinds (a BOOLEAN, b BIT(4), c DATE, d TIME, e DATETIME, f JSON)',
        `INSERT INTO kinds VALUES (TRUE, 0, '2025-01-02', '03:04:05', '2025-01-02 03:04:05', '{"g":"h"}')`,
      );
      return json('SELECT * FROM kinds')(api);
    },
    expected: formatted(
      '[{"a":true,"b":false,"c":"2025-01-02","d":"03:04:05","e":"2025-01-02 03:04:05","f":"{\\"g\\": \\"h\\"}"}]',
    ),
  },
  {
    row: '4.4 size',
    title: 'more than 10 MB',
    choice: 'json-size',
    run: json(`SELECT REPEAT('x', ${10 * 1024 * 1024}) AS x`),
    expected: fails('UnsupportedResultException', 400, 'The result exceeds the size limit 10 MB.'),
  },
  { row: '4.4', title: 'no rows', run: json('SELECT 1 AS a WHERE FALSE'), expected: formatted('[]') },
  {
    row: '4.4 blank',
    title: 'no columnMetadata beside it',
    choice: 'json-metadata',
    run: json('SELECT 1 AS a', { includeResultMetadata: true }),
    expected: formatted('[{"a":1}]'),
  },
  {
    row: '4.4 duplicate labels',
    title: 'refused',
    choice: 'duplicate-labels',
    run: json('SELECT 1 AS a, 2 AS a'),
    expected: fails('UnsupportedResultException', 400, /duplicate column name "a"/),
  },
  {
    row: '4.4 ignored',
    title: 'ignored for INSERT',
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS ignored', 'CREATE TABLE ignored (id INT PRIMARY KEY AUTO_INCREMENT)');
      return api.execute('INSERT INTO ignored VALUES (NULL)', { formatRecordsAs: 'JSON' });
    },
    expected: updated(1, 1),
  },
  {
    row: '4.4 ignored',
    title: 'ignored for SHOW',
    run: (api) => api.execute("SHOW TABLES LIKE 'nothing'", { formatRecordsAs: 'JSON' }),
    expected: rows(),
  },
];
