import type { Api } from '../api.ts';
import { fails, rows, type Case } from '../case.ts';

const sql =
  (text: string, more: object = {}) =>
  (api: Api) =>
    api.execute(text, more);
const ROW_BYTES = 2 + 4;
const LONGEST_TEXT = 1024 * 1024 - ROW_BYTES;
const TOO_LARGE = fails('UnsupportedResultException', 400, 'The result exceeds the size limit 1 MB.');
const SETUP = [
  'DROP TABLE IF EXISTS child',
  'DROP TABLE IF EXISTS parent',
  'CREATE TABLE parent (id INT PRIMARY KEY, n VARCHAR(3) NOT NULL, small TINYINT, d DATE)',
  'CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES parent (id))',
  "INSERT INTO parent VALUES (1, 'a', 1, NULL)",
  'INSERT INTO child VALUES (1)',
];

/** Statements that the server refuses, and how the answer begins. */
const SERVER_ERRORS: [errno: number, state: string, text: string, statement: string][] = [
  [1062, '23000', "Duplicate entry '1' for key 'parent.PRIMARY'", "INSERT INTO parent VALUES (1, 'a', 1, NULL)"],
  [
    1064,
    '42000',
    'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version',
    'SELEC',
  ],
  [1146, '42S02', "Table '", 'SELECT * FROM nothing'],
  [1054, '42S22', "Unknown column 'x' in 'field list'", 'SELECT x FROM parent'],
  [1054, '42S22', "Unknown column 'x' in 'where clause'", 'SELECT id FROM parent WHERE x = 1'],
  [1048, '23000', "Column 'n' cannot be null", 'INSERT INTO parent VALUES (2, NULL, 1, NULL)'],
  [1451, '23000', 'Cannot delete or update a parent row: a foreign key constraint fails', 'DELETE FROM parent'],
  [1452, '23000', 'Cannot add or update a child row: a foreign key constraint fails', 'INSERT INTO child VALUES (9)'],
  [1406, '22001', "Data too long for column 'n' at row 1", "INSERT INTO parent VALUES (2, 'long', 1, NULL)"],
  [1264, '22003', "Out of range value for column 'small' at row 1", "INSERT INTO parent VALUES (2, 'a', 999, NULL)"],
  [
    1366,
    'HY000',
    "Incorrect integer value: 'abc' for column 'small' at row 1",
    "INSERT INTO parent VALUES (2, 'a', 'abc', NULL)",
  ],
  [
    1292,
    '22007',
    "Incorrect date value: 'abc' for column 'd' at row 1",
    "INSERT INTO parent VALUES (2, 'a', 1, 'abc')",
  ],
];

/** Contract 6 and 7. */
export const LIMIT_AND_ERROR_CASES: Case[] = [
  {
    row: '6 response',
    title: '1 MiB passes',
    choice: 'result-size',
    run: async (api) => {
      const { status, body } = await api.execute(`SELECT REPEAT('x', ${LONGEST_TEXT})`);
      // A failure is told without a megabyte of text.
      return [status, /"(x+)"/.exec(JSON.stringify(body))?.[1]?.length];
    },
    expected: [200, LONGEST_TEXT],
  },
  {
    row: '6 response',
    title: 'more than 1 MiB does not',
    choice: 'result-size',
    run: sql(`SELECT REPEAT('x', ${LONGEST_TEXT + 1})`),
    expected: TOO_LARGE,
  },
  {
    row: '6 one row',
    title: 'a row of 500 KB passes',
    choice: 'row-size',
    run: async (api) => (await api.execute("SELECT REPEAT('x', 500000)")).status,
    expected: 200,
  },
  {
    row: '6 sql',
    title: '65,536 characters pass',
    run: sql('SELECT 1'.padEnd(65_536)),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '6 sql',
    title: '65,537 characters do not',
    choice: 'validation-texts',
    run: sql('SELECT 1'.padEnd(65_537)),
    expected: fails('ValidationException', 400, /length less than or equal to 65536/),
  },
  {
    row: '7.2 schema',
    title: 'refused',
    run: sql('SELECT 1', { schema: 's' }),
    expected: fails('ValidationException', 400, /^The schema parameter isn't supported\.?$/),
  },
  {
    row: '7.2 empty sql',
    title: 'is what MySQL says of it',
    choice: 'empty-sql',
    run: sql(''),
    expected: fails('DatabaseErrorException', 400, 'Query was empty; Error code: 1065; SQLState: 42000'),
  },
  ...SERVER_ERRORS.map(([errno, state, text, statement]) => ({
    row: '7.1',
    title: `${errno}: ${statement}`,
    run: async (api: Api) => {
      await api.prepare(...SETUP);
      return api.execute(statement);
    },
    expected: fails(
      'DatabaseErrorException',
      400,
      new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^]*; Error code: ${errno}; SQLState: ${state}$`),
    ),
  })),
  {
    row: '7.1',
    title: '1049: a database that is not there',
    run: sql('SELECT 1', { database: 'nowhere' }),
    expected: fails('DatabaseErrorException', 400, "Unknown database 'nowhere'; Error code: 1049; SQLState: 42000"),
  },
  {
    row: '7.1',
    title: '1046: no database',
    run: sql('SELECT * FROM t', { database: '' }),
    expected: fails('DatabaseErrorException', 400, 'No database selected; Error code: 1046; SQLState: 3D000'),
  },
  {
    row: '7.1',
    title: '1049: a transaction in a database that is not there',
    run: (api) => api.call('BeginTransaction', { database: 'nowhere' }),
    expected: fails('DatabaseErrorException', 400, "Unknown database 'nowhere'; Error code: 1049; SQLState: 42000"),
  },
  {
    row: '1.4 body',
    title: 'an error says its message and nothing else',
    run: async (api) => Object.keys((await api.execute('SELEC')).body as object),
    expected: ['message'],
  },
  {
    row: '7.3',
    title: 'GEOMETRY is not returned',
    choice: 'geometry',
    run: sql("SELECT ST_GeomFromText('POINT(1 2)')"),
    expected: fails('UnsupportedResultException', 400, 'The result contains the unsupported data type GEOMETRY.'),
  },
  {
    row: '7.3',
    title: 'GEOMETRY as text is',
    run: sql("SELECT ST_AsText(ST_GeomFromText('POINT(1 2)'))"),
    expected: rows([{ stringValue: 'POINT(1 2)' }]),
  },
  {
    row: '7.4',
    title: 'a secret that is none',
    choice: 'cluster-errors',
    run: sql('SELECT 1', { secretArn: 'arn:aws:rds:us-east-1:123456789012:cluster:no-secret' }),
    expected: fails('SecretsErrorException', 400, /secret/),
  },
  {
    row: '7.4',
    title: 'the ARN of an instance',
    choice: 'arns',
    run: sql('SELECT 1', { resourceArn: 'arn:aws:rds:us-east-1:123456789012:db:instance' }),
    expected: fails('BadRequestException', 400, /invalid cluster id/),
  },
];
