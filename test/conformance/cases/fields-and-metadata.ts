import type { Api } from '../api.ts';
import { ok, param, rows, type Case } from '../case.ts';

const PERSON =
  'CREATE TABLE person (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, name VARCHAR(80) NOT NULL, boss INT, code INT UNIQUE)';

/** The columns of a SELECT, each as the list of these members. */
const describeColumns =
  (sql: string, ...members: string[]) =>
  async (api: Api): Promise<unknown> => {
    await api.prepare('DROP TABLE IF EXISTS person', PERSON);
    const { body } = await api.execute(sql, { includeResultMetadata: true });
    const { columnMetadata = [] } = body as { columnMetadata?: Record<string, unknown>[] };
    return columnMetadata.map((column) => members.map((member) => column[member]));
  };

/** Expressions whose values are texts that differ from server to server and from day to day. */
const TEXTS: [row: string, sql: string, pattern: RegExp][] = [
  ['observed 1 NOW()', 'SELECT NOW()', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ['observed 1 VERSION()', 'SELECT VERSION()', /^\d+\.\d+(?!.*PostgreSQL)/],
  [
    'observed 1 information_schema',
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'person' AND ordinal_position = 2",
    /^name$/,
  ],
];

/** Contract 1.2, 1.3 and 4.5, observed 1 and 3: what a Field and a column's description are made of. */
export const FIELD_AND_METADATA_CASES: Case[] = [
  {
    row: '1.2 Field',
    title: 'exactly one member, also for NULL and empty values; isNull false never',
    run: (api) => api.execute("SELECT NULL, 0, '', 0e0, x''"),
    expected: rows([{ isNull: true }, { longValue: 0 }, { stringValue: '' }, { doubleValue: 0 }, { blobValue: '' }]),
  },
  {
    row: '1.2 body',
    title: 'absent members are left out',
    run: async (api) => Object.keys((await api.execute('DO 1')).body as object).toSorted(),
    expected: ['generatedFields', 'numberOfRecordsUpdated'],
  },
  {
    row: '1.3 longValue',
    title: 'the exact digits',
    run: (api) => api.execute('SELECT 9007199254740993, -9223372036854775808'),
    expected: rows([{ longValue: 9007199254740993n }, { longValue: -(2n ** 63n) }]),
  },
  {
    row: '1.3 integers',
    title: 'nullable, type, precision, scale and arrayBaseColumnType are no booleans',
    run: async (api) => {
      const columns = await describeColumns(
        'SELECT name FROM person',
        'nullable',
        'type',
        'precision',
        'scale',
        'arrayBaseColumnType',
      )(api);
      return (columns as unknown[][]).flat().map((value) => Number.isInteger(value));
    },
    expected: [true, true, true, true, true],
  },
  {
    row: 'observed 1 SELECT 1',
    title: 'the label is written as asked',
    run: describeColumns('SELECT 1 AS "1", 1 AS num, 1', 'label'),
    expected: [['1'], ['num'], ['1']],
  },
  {
    row: 'observed 1 double quotes',
    title: 'a string',
    run: (api) => api.execute('SELECT "text"'),
    expected: rows([{ stringValue: 'text' }]),
  },
  ...TEXTS.map(([row, sql, pattern]) => ({
    row,
    title: sql,
    run: async (api: Api) => {
      await api.prepare('DROP TABLE IF EXISTS person', PERSON);
      return api.execute(sql);
    },
    expected: ok({ numberOfRecordsUpdated: 0, records: [[{ stringValue: pattern }]] }),
  })),
  {
    row: '4.1 UTC',
    title: 'times are read in UTC',
    run: (api) => api.execute('SELECT NOW() = UTC_TIMESTAMP(), FROM_UNIXTIME(0)'),
    expected: rows([{ longValue: 1 }, { stringValue: '1970-01-01 00:00:00' }]),
  },
  {
    row: '4.5 label',
    title: 'the alias; name is the column; of a computed column both are the same',
    run: describeColumns('SELECT name AS called, COUNT(*), 4+7 AS n FROM person GROUP BY name', 'label', 'name'),
    expected: [
      ['called', 'name'],
      ['COUNT(*)', 'COUNT(*)'],
      ['n', 'n'],
    ],
  },
  {
    row: '4.5 label',
    title: 'of a parameter without an alias',
    choice: 'parameter-label',
    run: async (api) => {
      const more = { parameters: [param('p', { stringValue: 'a' })], includeResultMetadata: true };
      const { body } = await api.execute('SELECT :p', more);
      return (body as { columnMetadata: { label: string }[] }).columnMetadata.map(({ label }) => label);
    },
    expected: ['?'],
  },
  {
    row: '4.5 tableName',
    title: 'the table, also behind an alias; empty for an expression',
    choice: 'table-name',
    run: describeColumns('SELECT p.id, 1 FROM person AS p', 'tableName'),
    expected: [['person'], ['']],
  },
  {
    row: '4.5 nullable',
    title: '0 for NOT NULL and keys; isAutoIncrement',
    run: describeColumns('SELECT * FROM person', 'name', 'nullable', 'isAutoIncrement', 'typeName', 'isSigned'),
    expected: [
      ['id', 0, true, 'BIGINT UNSIGNED', false],
      ['name', 0, false, 'VARCHAR', false],
      ['boss', 1, false, 'INT', true],
      ['code', 1, false, 'INT', true],
    ],
  },
  {
    row: 'observed 3a SHOW',
    title: 'SHOW TABLES: Tables_in_<database>',
    run: async (api) =>
      ((await describeColumns('SHOW TABLES', 'label', 'typeName', 'type', 'nullable')(api)) as unknown[][]).map(
        ([label, ...rest]) => [label === `Tables_in_${api.database}`, ...rest],
      ),
    expected: [[true, 'VARCHAR', 12, 0]],
  },
  {
    row: '4.5 SHOW',
    title: 'SHOW VARIABLES: its labels',
    choice: 'show-metadata',
    run: describeColumns("SHOW VARIABLES LIKE 'autocommit'", 'label', 'typeName', 'schemaName'),
    expected: [
      ['Variable_name', 'VARCHAR', ''],
      ['Value', 'VARCHAR', ''],
    ],
  },
  {
    row: 'observed 3c duplicates',
    title: 'columns of one name, in their order',
    run: describeColumns('SELECT a.id, b.id, b.name FROM person a JOIN person b', 'label'),
    expected: [['id'], ['id'], ['name']],
  },
];
