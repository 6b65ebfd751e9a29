import { expect, test } from 'vitest';
import { splitSql } from '../../../workbench/sql-files/split-sql.ts';

const BODY = 'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END';

/** What is in the file, and the statements that are found, each with its line. */
const FILES: readonly (readonly [what: string, sql: string, statements: readonly (readonly [number, string])[]])[] = [
  ['nothing', '', []],
  ['blanks, comments and empty statements only', ' \n-- a\n# b\n/* c; */;;\n;', []],
  ['one statement without a delimiter', 'SELECT 1', [[1, 'SELECT 1']]],
  [
    'several in one line',
    'SELECT 1; SELECT 2;',
    [
      [1, 'SELECT 1'],
      [1, 'SELECT 2'],
    ],
  ],
  [
    'several lines, comments between',
    'SELECT 1\n  , 2;\n\n-- next;\n  SELECT 3;',
    [
      [1, 'SELECT 1\n  , 2'],
      [5, 'SELECT 3'],
    ],
  ],
  [
    'a byte order mark and CRLF',
    '\uFEFFSELECT 1;\r\n--\r\nSELECT 2;\r\n',
    [
      [1, 'SELECT 1'],
      [3, 'SELECT 2'],
    ],
  ],
  [
    'comments inside a statement',
    'SELECT 1 -- ; a\n, 2 # ; b\n, /* ; */ 3; SELECT 4',
    [
      [1, 'SELECT 1 -- ; a\n, 2 # ; b\n, /* ; */ 3'],
      [3, 'SELECT 4'],
    ],
  ],
  [
    '-- without a blank is arithmetic',
    'SELECT 1--1; SELECT 2',
    [
      [1, 'SELECT 1--1'],
      [1, 'SELECT 2'],
    ],
  ],
  ['a comment that ends the file', 'SELECT 1; --', [[1, 'SELECT 1']]],
  [
    'a comment that the server runs',
    '/*!40101 SET NAMES utf8 */;\nSELECT 1',
    [
      [1, '/*!40101 SET NAMES utf8 */'],
      [2, 'SELECT 1'],
    ],
  ],
  [
    'delimiters in strings',
    `SELECT 'a;b', "c;d", 'e''f;', "g""h;"; SELECT 2`,
    [
      [1, `SELECT 'a;b', "c;d", 'e''f;', "g""h;"`],
      [1, 'SELECT 2'],
    ],
  ],
  [
    'backslashes in strings',
    String.raw`SELECT 'a\';', "b\";", '\\'; SELECT 2`,
    [
      [1, String.raw`SELECT 'a\';', "b\";", '\\'`],
      [1, 'SELECT 2'],
    ],
  ],
  [
    'comments in strings',
    `SELECT '-- a', '# b', '/* c'; SELECT 2`,
    [
      [1, `SELECT '-- a', '# b', '/* c'`],
      [1, 'SELECT 2'],
    ],
  ],
  [
    'quotes in comments',
    `SELECT 1 -- it's\n; SELECT 2 /* don't */; SELECT 3`,
    [
      [1, "SELECT 1 -- it's"],
      [2, "SELECT 2 /* don't */"],
      [2, 'SELECT 3'],
    ],
  ],
  [
    'backticks',
    'SELECT `a;b`, `c``;d`, `e\\`; SELECT 2',
    [
      [1, 'SELECT `a;b`, `c``;d`, `e\\`'],
      [1, 'SELECT 2'],
    ],
  ],
  [
    'lines inside strings are counted',
    "SELECT 'a\nb';\nSELECT 2",
    [
      [1, "SELECT 'a\nb'"],
      [3, 'SELECT 2'],
    ],
  ],
  [
    'DELIMITER',
    `DELIMITER //\n${BODY}//\nDELIMITER ;\nSELECT 1;`,
    [
      [2, BODY],
      [4, 'SELECT 1'],
    ],
  ],
  [
    'DELIMITER as mysqldump writes it',
    `DELIMITER ;;\n/*!50003 ${BODY} */;;\ndelimiter ;\n`,
    [[2, `/*!50003 ${BODY} */`]],
  ],
  [
    'DELIMITER $$, and the word inside statements',
    "delimiter $$\nSELECT 'DELIMITER x'$$\nSELECT 2 AS delimiter$$",
    [
      [2, "SELECT 'DELIMITER x'"],
      [3, 'SELECT 2 AS delimiter'],
    ],
  ],
];

test.each(FILES)('%s', (_what, sql, statements) => {
  expect(splitSql(sql).map(({ line, text }) => [line, text])).toEqual(statements);
});

test.each([
  ['a string', "SELECT 1;\nSELECT 2, 'it is", 2, 'The string that begins here has no end'],
  ['a string of double quotes', 'SELECT "a', 1, 'The string that begins here has no end'],
  ['a quoted name', '\n\nSELECT `a', 3, 'The quoted name that begins here has no end'],
  ['a comment', 'SELECT 1\n/* and so on;\n', 2, 'The comment that begins here has no end'],
  ['a comment between statements', 'SELECT 1;\n/* and so on;\n', 2, 'The comment that begins here has no end'],
])('%s without an end is told with its line', (_what, sql, line, message) => {
  expect(() => splitSql(sql)).toThrow(expect.objectContaining({ line, message }) as Error);
});

test('a literal of many megabytes', () => {
  const literal = `'${"ab;c\\'".repeat(4_000_000)}'`;
  expect(splitSql(`INSERT INTO t VALUES (${literal}); SELECT 2`).map(({ text }) => text.length)).toEqual([
    literal.length + 23,
    8,
  ]);
});
