import type { Api } from '../api.ts';
import { fails, rows, updated, type Case } from '../case.ts';

const TABLE = 'CREATE TABLE o (id INT PRIMARY KEY AUTO_INCREMENT, n VARCHAR(20) UNIQUE)';
const fresh = async (api: Api, ...more: string[]): Promise<void> => {
  await api.prepare('DROP TABLE IF EXISTS o', TABLE, ...more);
};
const on =
  (sql: string, ...before: string[]) =>
  async (api: Api) => {
    await fresh(api, ...before);
    return api.execute(sql);
  };
/** Contract 2.1: bodies, counts, generated fields. And what is left of contract 2.4. */
export const OPERATION_CASES: Case[] = [
  {
    row: '2.1',
    title: 'SELECT: records and a count of 0, no generatedFields',
    run: on('SELECT 1 AS a'),
    expected: rows([{ longValue: 1 }]),
  },
  { row: '2.1', title: 'SELECT without rows: records []', run: on('SELECT id FROM o'), expected: rows() },
  {
    row: '2.1',
    title: 'INSERT of one row with AUTO_INCREMENT',
    run: on("INSERT INTO o (n) VALUES ('a')"),
    expected: updated(1, 1),
  },
  {
    row: '2.1',
    title: 'INSERT of two rows: one element, the first id',
    run: on("INSERT INTO o (n) VALUES ('a'), ('b')"),
    expected: updated(2, 1),
  },
  {
    row: '2.1',
    title: 'INSERT of an id of its own',
    choice: 'explicit-id',
    run: on("INSERT INTO o (id, n) VALUES (500, 'a')"),
    expected: updated(1, 500),
  },
  {
    row: '2.1',
    title: 'INSERT of a negative id',
    choice: 'explicit-id',
    run: on("INSERT INTO o (id, n) VALUES (-5, 'a')"),
    expected: updated(1, -5),
  },
  {
    row: '2.1',
    title: 'UPDATE by LAST_INSERT_ID(77): what it was given',
    choice: 'explicit-id',
    run: on("UPDATE o SET id = LAST_INSERT_ID(77) WHERE n = 'a'", "INSERT INTO o (n) VALUES ('a')"),
    expected: updated(1, 77),
  },
  {
    row: '2.1',
    title: 'INSERT without AUTO_INCREMENT: []',
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS p', 'CREATE TABLE p (id INT PRIMARY KEY)');
      return api.execute('INSERT INTO p VALUES (7)');
    },
    expected: updated(1),
  },
  {
    row: '2.1',
    title: 'UPDATE: []',
    run: on("UPDATE o SET n = 'b'", "INSERT INTO o (n) VALUES ('a')"),
    expected: updated(1),
  },
  {
    row: '2.1 UPDATE counting',
    title: 'UPDATE counts matched rows',
    choice: 'matched-rows',
    run: on("UPDATE o SET n = 'a'", "INSERT INTO o (n) VALUES ('a')"),
    expected: updated(1),
  },
  {
    row: '2.1',
    title: 'DELETE: []',
    run: on('DELETE FROM o', "INSERT INTO o (n) VALUES ('a'), ('b')"),
    expected: updated(2),
  },
  {
    row: '2.1 INSERT IGNORE',
    title: 'INSERT IGNORE, two rows, one duplicate: 1',
    run: async (api) => {
      await fresh(api, "INSERT INTO o (n) VALUES ('a')");
      const { status, body } = await api.execute("INSERT IGNORE INTO o (n) VALUES ('a'), ('b')");
      return [status, (body as { numberOfRecordsUpdated: number }).numberOfRecordsUpdated];
    },
    expected: [200, 1],
  },
  { row: '2.1', title: 'CREATE', run: on('CREATE TABLE IF NOT EXISTS q (id INT)'), expected: updated(0) },
  { row: '2.1', title: 'ALTER', run: on('ALTER TABLE o ADD COLUMN m INT'), expected: updated(0) },
  {
    row: '2.1',
    title: 'TRUNCATE',
    run: on('TRUNCATE TABLE o', "INSERT INTO o (n) VALUES ('a')"),
    expected: updated(0),
  },
  { row: '2.1', title: 'DROP, with a trailing semicolon', run: on('DROP TABLE IF EXISTS q;'), expected: updated(0) },
  {
    row: '2.1 SHOW',
    title: 'SHOW is like SELECT',
    run: on("SHOW TABLES LIKE 'o'"),
    expected: rows([{ stringValue: 'o' }]),
  },
  {
    row: '2.1 columnMetadata',
    title: 'absent for DML, even when asked',
    run: async (api) => {
      await fresh(api);
      return api.execute("INSERT INTO o (n) VALUES ('a')", { includeResultMetadata: true });
    },
    expected: updated(1, 1),
  },
  {
    row: '2.1 database',
    title: 'may be empty',
    run: (api) => api.execute('SELECT 1', { database: '' }),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '2.4',
    title: 'ExecuteSql is refused',
    run: (api) =>
      api.call('ExecuteSql', {
        dbClusterOrInstanceArn: 'arn:aws:rds:us-east-1:1',
        awsSecretStoreArn: 'arn:aws:secret',
        sqlStatements: 'SELECT 1',
      }),
    expected: fails(
      'BadRequestException',
      400,
      'This API is deprecated and not available. Use ExecuteStatement API instead',
    ),
  },
];
