import type { Answer, Api } from '../api.ts';
import { param, rows, updated, type Case } from '../case.ts';

const fresh = (api: Api): Promise<void> =>
  api.prepare(
    'DROP TABLE IF EXISTS s',
    'CREATE TABLE s (id INT PRIMARY KEY, n VARCHAR(20) UNIQUE)',
    "INSERT INTO s VALUES (1, 'a')",
  );
const on =
  (sql: string, more: object = {}) =>
  async (api: Api): Promise<Answer> => {
    await fresh(api);
    return api.execute(sql, more);
  };
/** Makes a procedure and calls it. */
const call =
  (body: string, statement: string, more: object = {}) =>
  async (api: Api): Promise<Answer> => {
    await api.prepare('DROP PROCEDURE IF EXISTS p', `CREATE PROCEDURE p${body}`);
    return api.execute(statement, more);
  };
const text = (stringValue: string): object => ({ stringValue });
const membersOf = ({ status, body }: Answer): unknown => [status, Object.keys(body as object).toSorted()];
const LIKE_SELECT = [200, ['numberOfRecordsUpdated', 'records']];

/** Creates and drops a database beside the one of the cases. */
const createDatabase = (more: object) => async (api: Api) => {
  const name = `${api.database}_2`;
  return [
    await api.call('ExecuteStatement', { sql: `CREATE DATABASE ${name}`, ...more }),
    await api.call('ExecuteStatement', { sql: `DROP DATABASE ${name}`, ...more }),
  ];
};

const OPTIONS = {
  includeResultMetadata: false,
  continueAfterTimeout: true,
  resultSetOptions: { decimalReturnType: 'STRING', longReturnType: 'LONG' },
  formatRecordsAs: 'NONE',
};

/** Contract 2.1, observed 1 and 4: kinds of statements, and the members around them. */
export const STATEMENT_CASES: Case[] = [
  {
    row: '2.1 database',
    title: 'CREATE and DROP DATABASE with an empty one',
    run: createDatabase({ database: '' }),
    expected: [updated(0), updated(0)],
  },
  {
    row: '2.1 database',
    title: 'CREATE and DROP DATABASE without one',
    run: createDatabase({}),
    expected: [updated(0), updated(0)],
  },
  {
    row: '2.1 transactionId',
    title: 'absent: the statement commits by itself (contract 5.1)',
    run: async (api) => {
      await fresh(api);
      return [await api.execute("INSERT INTO s VALUES (2, 'b')"), await api.execute('SELECT COUNT(*) FROM s')];
    },
    expected: [updated(1), rows([{ longValue: 2 }])],
  },
  {
    row: '2.1 includeResultMetadata',
    title: 'false by default',
    run: async (api) => membersOf(await api.execute('SELECT 1')),
    expected: LIKE_SELECT,
  },
  {
    row: '2.1 columnMetadata',
    title: 'there for a SELECT without rows',
    run: async (api) => membersOf(await on('SELECT id FROM s WHERE id = 0', { includeResultMetadata: true })(api)),
    expected: [200, ['columnMetadata', 'numberOfRecordsUpdated', 'records']],
  },
  {
    row: '2.1 columnMetadata',
    title: 'absent for a definition, even when asked',
    run: on('ALTER TABLE s ADD COLUMN m INT', { includeResultMetadata: true }),
    expected: updated(0),
  },
  {
    row: '2.1 formatRecordsAs',
    title: 'NONE is the default',
    run: (api) => api.execute('SELECT 1', { formatRecordsAs: 'NONE' }),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: 'observed 5 options',
    title: 'all options at once',
    run: (api) => api.execute('SELECT 1', OPTIONS),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '2.1 DESCRIBE',
    title: 'DESCRIBE is like SELECT',
    run: on('DESCRIBE s n'),
    expected: rows([text('n'), text('varchar(20)'), text('YES'), text('UNI'), { isNull: true }, text('')]),
  },
  {
    row: '2.1 ON DUPLICATE KEY',
    title: 'an insert counts 1',
    choice: 'upsert-counts',
    run: on("INSERT INTO s VALUES (2, 'b') ON DUPLICATE KEY UPDATE n = 'c'"),
    expected: updated(1),
  },
  {
    row: '2.1 ON DUPLICATE KEY',
    title: 'an update counts 2',
    choice: 'upsert-counts',
    run: on("INSERT INTO s VALUES (1, 'b') ON DUPLICATE KEY UPDATE n = 'c'"),
    expected: updated(2),
  },
  {
    row: '2.1 ON DUPLICATE KEY',
    title: 'an update to the same values counts 1',
    choice: 'upsert-counts',
    run: on("INSERT INTO s VALUES (1, 'b') ON DUPLICATE KEY UPDATE n = 'a'"),
    expected: updated(1),
  },
  {
    row: 'observed 4 EXPLAIN',
    title: 'EXPLAIN is like SELECT',
    choice: 'explain',
    run: async (api) => membersOf(await on('EXPLAIN SELECT * FROM s')(api)),
    expected: LIKE_SELECT,
  },
  {
    row: 'observed 4 CALL',
    title: 'named parameters, one result',
    run: call('(IN a INT, IN b VARCHAR(9)) SELECT a + 1 AS n, b', 'CALL p(:a, :b)', {
      parameters: [param('b', { stringValue: 'x' }), param('a', { longValue: 1 })],
    }),
    expected: rows([{ longValue: 2 }, { stringValue: 'x' }]),
  },
  {
    row: '9 CALL',
    title: 'of several results the first',
    choice: 'several-results',
    run: call("() BEGIN SELECT 1 AS a; SELECT 'x', 'y'; END", 'CALL p()'),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '9 SELECT INTO',
    title: 'no records',
    choice: 'several-results',
    run: (api) => api.execute('SELECT 1 INTO @a'),
    expected: updated(1),
  },
  {
    row: '9 sql_mode',
    title: '|| is OR',
    choice: 'sql-mode',
    run: (api) => api.execute('SELECT 1 || 0'),
    expected: rows([{ longValue: 1 }]),
  },
];
