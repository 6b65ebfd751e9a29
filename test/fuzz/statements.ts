import * as fc from 'fast-check';
import { checkAnswer, decodeAnswer } from './answer.ts';
import type { Place } from './place.ts';
import { anyText } from './texts.ts';

/** Words and signs of SQL, without what would stop the server for everybody or take its time. */
const PIECES = [
  ...['SELECT', 'INSERT INTO', 'UPDATE', 'DELETE FROM', 'REPLACE', 'WITH', 'VALUES', 'TABLE', 'SET', 'DO', 'CALL'],
  ...[
    'FROM',
    'WHERE',
    'GROUP BY',
    'ORDER BY',
    'LIMIT',
    'UNION',
    'ALL',
    'JOIN',
    'ON',
    'AS',
    'IN',
    'LIKE',
    'CASE',
    'END',
  ],
  ...[
    'CREATE',
    'TEMPORARY',
    'ALTER',
    'DROP',
    'TRUNCATE',
    'RENAME',
    'PROCEDURE',
    'FUNCTION',
    'TRIGGER',
    'EVENT',
    'VIEW',
  ],
  ...['BEGIN', 'START TRANSACTION', 'COMMIT', 'ROLLBACK', 'SAVEPOINT x', 'XA START', 'LOCK TABLES', 'UNLOCK TABLES'],
  ...[
    'SHOW TABLES',
    'SHOW WARNINGS',
    'SHOW GRANTS',
    'DESCRIBE',
    'EXPLAIN',
    'ANALYZE',
    'HELP',
    'HANDLER',
    'KILL',
    'FLUSH',
  ],
  ...['SHUTDOWN', 'DROP DATABASE mysql', 'RESET', 'INSTALL', 'LOAD DATA', 'INTO OUTFILE', 'INTO @a', 'GRANT', 'REVOKE'],
  ...['PREPARE s FROM', 'EXECUTE s', 'DEALLOCATE PREPARE s', 'USE', 'DELIMITER //', 'HANDLER kind OPEN', 'SIGNAL'],
  ...["SQLSTATE '45000'", 'SQL_CALC_FOUND_ROWS', 'INTERVAL 1 DAY', 'NOW()', 'UUID()', 'SLEEP(0)', 'GET_LOCK("a",0)'],
  ...[
    'LAST_INSERT_ID()',
    'FOUND_ROWS()',
    'DATABASE()',
    'USER()',
    'JSON_OBJECT',
    'REPEAT("x",1e9)',
    'LOAD_FILE',
    'NULL',
  ],
  ...[
    'kind',
    'id',
    'txt',
    'num',
    'bin',
    'js',
    '*',
    '(',
    ')',
    ',',
    '.',
    ';',
    '=',
    '<=>',
    ':=',
    '@a',
    '@@sql_mode',
    '::',
  ],
  ...['1', '0', '-1', '1e400', '0x41', "b'101'", "X'4'", "'a'", '"b"', '`id`', "'", '"', '`', '\\', "''", '\\N', '?'],
  ...[
    ':a',
    ':b',
    ':',
    '--',
    '-- ',
    '#',
    '/*',
    '*/',
    '/*!',
    '/*!99999',
    '/*!50000',
    '/*+',
    '/*M!',
    '\n',
    '\t',
    '\0',
    ' ',
  ],
  ...[
    '😀',
    'é',
    '\uFFFD',
    '\u00a0',
    '||',
    '&&',
    '!',
    '~',
    '^',
    '%',
    '{',
    '}',
    '{d',
    '[',
    ']',
    '$',
    '->',
    '->>',
    '_utf8mb4',
  ],
];
const BEGINNINGS = ['', '', 'SELECT ', 'SELECT :a, ', 'INSERT INTO kind (txt) VALUES (', 'SELECT * FROM kind WHERE '];

/** Texts of SQL without sense, and some by accident with it. */
export function statements(place: Place): fc.IAsyncProperty<[{ sql: string; path: '/Execute' | '/BatchExecute' }]> {
  const piece = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: anyText(6) });
  const sql = fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', ' ', ''))
    .map(([beginning, pieces, glue]) => beginning + pieces.join(glue));
  const call = fc.record({ sql, path: fc.constantFrom('/Execute' as const, '/BatchExecute' as const) });
  const parameters = ['a', 'b'].map((name) => ({ name, value: { stringValue: 'x' } }));
  return fc.asyncProperty(call, async ({ sql, path }) => {
    const members = path === '/Execute' ? { parameters, includeResultMetadata: true } : { parameterSets: [parameters] };
    const body = Buffer.from(JSON.stringify({ ...place.names, sql, ...members }));
    const answer = await place.sender.post(path, { 'content-type': 'application/json' }, body);
    checkAnswer(answer);
    await decodeAnswer(path, answer);
  });
}
