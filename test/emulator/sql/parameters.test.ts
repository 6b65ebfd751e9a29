import type { Field, SqlParameter } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.direct.query('CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(200), doc JSON)');
});
afterAll(() => emulator[Symbol.asyncDispose]());

const long = (name: string, longValue: number): SqlParameter => ({ name, value: { longValue } });
const string = (name: string, stringValue: string): SqlParameter => ({ name, value: { stringValue } });

/** A SELECT with parameters, and its only row. */
type Selection = readonly [sql: string, parameters: readonly SqlParameter[], row: readonly Field[]];

const SELECTIONS: readonly Selection[] = [
  ['SELECT :a, :b', [long('a', 1), long('b', 2)], [{ longValue: 1 }, { longValue: 2 }]],
  // the order of parameters is irrelevant, a name may occur several times
  ['SELECT :a, :b, :a', [long('b', 2), long('a', 1)], [{ longValue: 1 }, { longValue: 2 }, { longValue: 1 }]],
  ['SELECT :1, :10', [long('10', 10), long('1', 1)], [{ longValue: 1 }, { longValue: 10 }]],
  ['SELECT :0', [string('0', 'zero')], [{ stringValue: 'zero' }]],
  ['SELECT -:x = -2, 6/:x', [long('x', 2)], [{ longValue: 1 }, { stringValue: '3.0000' }]],
  ['SELECT 5--:x', [long('x', 2)], [{ longValue: 7 }]],
  // unused: ignored; of two with one name the last counts (contract 9)
  ['SELECT :a', [long('a', 1), long('unused', 2)], [{ longValue: 1 }]],
  ['SELECT :a', [long('a', 1), long('a', 2)], [{ longValue: 2 }]],
  ['SELECT 1', [{ name: 'odd', value: { isNull: true } }], [{ longValue: 1 }]],
  // literals keep what looks like a placeholder
  ["SELECT '12:34:56', :a", [string('a', 'x')], [{ stringValue: '12:34:56' }, { stringValue: 'x' }]],
  [
    'SELECT \'it\'\'s :a\', "say "":a""", :a',
    [string('a', 'x')],
    [{ stringValue: "it's :a" }, { stringValue: 'say ":a"' }, { stringValue: 'x' }],
  ],
  ["SELECT 'it\\'s :a', :a", [string('a', 'x')], [{ stringValue: "it's :a" }, { stringValue: 'x' }]],
  ["SELECT TIME'12:34:56', :a", [string('a', 'x')], [{ stringValue: '12:34:56' }, { stringValue: 'x' }]],
  ["SELECT ':a' LIKE '%:a', :a", [long('a', 3)], [{ longValue: 1 }, { longValue: 3 }]],
  ["SELECT 'a?b', '?', :a", [long('a', 1)], [{ stringValue: 'a?b' }, { stringValue: '?' }, { longValue: 1 }]],
  ['SELECT 1 AS `a:b`, :a', [long('a', 1)], [{ longValue: 1 }, { longValue: 1 }]],
  // comments
  ['/* ping :b */ SELECT :a -- :c', [long('a', 1)], [{ longValue: 1 }]],
  ["SELECT # it's :b\n :a", [long('a', 1)], [{ longValue: 1 }]],
  ['SELECT /*+ NO_INDEX_MERGE(t) :b */ :a', [long('a', 1)], [{ longValue: 1 }]],
  ['SELECT /*! :a + */ 1', [long('a', 1)], [{ longValue: 2 }]],
  ['SELECT :a;', [long('a', 1)], [{ longValue: 1 }]],
  ['SELECT :a ; -- done; really', [long('a', 1)], [{ longValue: 1 }]],
  // other tongues
  ["SELECT 'Zoë 日本 😀', :a", [string('a', 'ñ😀')], [{ stringValue: 'Zoë 日本 😀' }, { stringValue: 'ñ😀' }]],
  ['SELECT 1 AS größe, :a', [long('a', 1)], [{ longValue: 1 }, { longValue: 1 }]],
  // JSON paths
  ["SELECT JSON_EXTRACT(:doc, '$.a')", [string('doc', '{"a": 5}')], [{ stringValue: '5' }]],
];

describe('contract 3.3, observed 5: placeholders and their parameters', () => {
  test.for(SELECTIONS)('%s', async ([sql, parameters, row]) => {
    expect(await emulator.select(sql, ...parameters)).toEqual([row]);
  });

  test.runIf(product() === 'MySQL')('-> and ->> with a parameter', async () => {
    await emulator.execute('REPLACE INTO note (id, doc) VALUES (1, \'{"a": "x"}\')');
    const rows = await emulator.select(
      "SELECT doc->'$.a', doc->>'$.a' FROM note WHERE doc->>'$.a' = :a",
      string('a', 'x'),
    );
    expect(rows).toEqual([[{ stringValue: '"x"' }, { stringValue: 'x' }]]);
  });

  test('65,000 characters', async () => {
    const text = 'x'.repeat(60_000);
    expect(await emulator.select(`SELECT '${text}:a', :a`, long('a', 1))).toEqual([
      [{ stringValue: `${text}:a` }, { longValue: 1 }],
    ]);
  });
});

const HOSTILE: readonly string[] = [
  "\\' OR 1=1 -- ",
  "'; DROP TABLE note; -- ",
  '" OR ""="',
  '\\',
  "'",
  '`',
  ':a :b ?',
  '%_\\%',
  '/* */ # --',
  'nul \0 \x1a \b end',
  'line\r\nline\ttab',
  '😀 \u2028 Ünïcödé',
  ' blanks ',
  '',
];

describe('contract 3.2: a value is never part of the text', () => {
  test.for(HOSTILE)('%j comes back unchanged, echoed and stored', async (value) => {
    await emulator.execute('REPLACE INTO note (id, text) VALUES (:id, :text)', {
      parameters: [long('id', 7), string('text', value)],
    });
    const rows = await emulator.select('SELECT text, :text FROM note WHERE text = :text', string('text', value));
    expect(rows).toEqual([[{ stringValue: value }, { stringValue: value }]]);
  });

  test('the server prepares and executes; no query holds the value', async () => {
    const { direct } = emulator;
    const [[before]] = (await direct.query('SELECT @@log_output AS output, @@general_log AS isOn')) as unknown as [
      [{ output: string; isOn: number }],
    ];
    await direct.query("SET GLOBAL log_output = 'TABLE'");
    await direct.query('SET GLOBAL general_log = 1');
    try {
      const marker = `marker ${emulator.database}`;
      await emulator.select("SELECT CONCAT('secret ', :value)", string('value', marker));
      const [entries] = await direct.query(
        'SELECT command_type AS type FROM mysql.general_log WHERE CONVERT(argument USING utf8mb4) LIKE ? ORDER BY event_time',
        [`%CONCAT('secret '%`],
      );
      const types = (entries as { type: string }[]).map(({ type }) => type).filter((type) => type !== 'Query');
      expect(types).toContain('Prepare');
      expect(types).toContain('Execute');
      const [holders] = await direct.query(
        'SELECT DISTINCT command_type AS type FROM mysql.general_log WHERE thread_id <> CONNECTION_ID() AND CONVERT(argument USING utf8mb4) LIKE ?',
        [`%${marker}%`],
      );
      // The log shows what was bound.
      expect(holders).toEqual([{ type: 'Execute' }]);
    } finally {
      await direct.query('SET GLOBAL general_log = ?', [before.isOn]);
      await direct.query('SET GLOBAL log_output = ?', [before.output]);
    }
  });
});

describe('contract 3.3, 7.2, 9: parameters that do not fit the statement', () => {
  test.for([
    ['SELECT :a, :b', 'BadRequestException', 'Cannot find parameter: b'],
    ["SELECT ':a', :c", 'BadRequestException', 'Cannot find parameter: c'],
    [
      'SELECT ?',
      'DatabaseErrorException',
      'Incorrect arguments to mysqld_stmt_execute; Error code: 1210; SQLState: HY000',
    ],
    [
      'SELECT :a, ?',
      'DatabaseErrorException',
      'Incorrect arguments to mysqld_stmt_execute; Error code: 1210; SQLState: HY000',
    ],
    ['SELECT 1; SELECT :a', 'ValidationException', "Multistatements aren't supported"],
    ['', 'DatabaseErrorException', 'Query was empty; Error code: 1065; SQLState: 42000'],
    [' ; ', 'DatabaseErrorException', 'Query was empty; Error code: 1065; SQLState: 42000'],
  ] as const)('%s', async ([sql, name, message]) => {
    expect(await failureOf(emulator.execute(sql, { parameters: [long('a', 1)] }))).toEqual({ name, message });
  });

  test('a comment alone does nothing', async () => {
    expect(await emulator.execute('-- nothing')).toMatchObject({ generatedFields: [], numberOfRecordsUpdated: 0 });
  });

  test.for(["SELECT ':a", 'SELECT `a', 'SELECT 1 /*', 'SELECT $1', 'SELECT a::b', 'SELECT :é'])(
    '%s: the server says that it is wrong',
    async (sql) => {
      const { name, message } = await failureOf(emulator.execute(sql));
      expect(name).toBe('DatabaseErrorException');
      expect(message).toMatch(/; Error code: (1064|1054); SQLState: (42000|42S22)$/);
    },
  );

  test.for(['SELECT 1 FROM :table', 'SELECT 1 ORDER :direction'])(
    '%s: names and keywords cannot be bound',
    async (sql) => {
      const parameters = [string('table', 'note'), string('direction', 'BY 1')];
      expect((await failureOf(emulator.execute(sql, { parameters }))).message).toMatch(/Error code: 1064/);
    },
  );
});

describe('statements that the server does not prepare run as text', () => {
  test('SAVEPOINT, RELEASE, LOCK and UNLOCK TABLES, USE within a transaction (contract 5.11)', async () => {
    const transactionId = await emulator.begin();
    for (const sql of [
      'DELETE FROM note',
      'SAVEPOINT one',
      "INSERT INTO note (id, text) VALUES (1, 'lost')",
      'ROLLBACK TO SAVEPOINT one',
      'RELEASE SAVEPOINT one',
      "INSERT INTO note (id, text) VALUES (2, 'kept')",
      `USE ${emulator.database}`,
    ]) {
      await emulator.execute(sql, { transactionId });
    }
    await emulator.commit(transactionId);
    expect(await emulator.select('SELECT text FROM note')).toEqual([[{ stringValue: 'kept' }]]);
  });

  test.for(['BEGIN', 'START TRANSACTION', 'COMMIT', 'LOCK TABLES note READ', 'UNLOCK TABLES', 'FLUSH TABLES'])(
    '%s',
    async (sql) => {
      expect(await emulator.execute(sql)).toMatchObject({ generatedFields: [], numberOfRecordsUpdated: 0 });
    },
  );

  test('CREATE PROCEDURE without DELIMITER, CALL with parameters, CREATE TRIGGER and FUNCTION', async () => {
    await emulator.execute(
      "CREATE PROCEDURE find_note(IN wanted INT) BEGIN -- it's ; here\n SELECT text FROM note WHERE id = wanted; SELECT 'second'; END;",
    );
    await emulator.execute(
      'CREATE TRIGGER shout BEFORE INSERT ON note FOR EACH ROW BEGIN SET NEW.text = UPPER(NEW.text); SET NEW.doc = NULL; END',
    );
    await emulator.execute('INSERT INTO note (id, text) VALUES (:id, :text)', {
      parameters: [long('id', 3), string('text', 'loud')],
    });
    const answer = await emulator.execute('CALL find_note(:id)', { parameters: [long('id', 3)] });
    // contract 9: the first result set only
    expect(answer).toMatchObject({ records: [[{ stringValue: 'LOUD' }]], numberOfRecordsUpdated: 0 });
    expect(answer.generatedFields).toBeUndefined();
    await emulator.execute('DROP TRIGGER shout');
  });

  test('hundreds of statements with literals do not pile up on the server', async () => {
    const transactionId = await emulator.begin();
    for (let number = 0; number < 300; number += 1) {
      await emulator.execute(`SELECT ${number}`, { transactionId });
    }
    const sql = "SHOW SESSION STATUS WHERE Variable_name IN ('Com_stmt_prepare', 'Com_stmt_close')";
    const { records = [] } = await emulator.execute(sql, { transactionId });
    const [closed = 0, prepared = 0] = records.map(([, value]) => Number(value?.stringValue));
    expect(prepared - closed).toBeLessThan(100);
    expect(closed).toBeGreaterThan(200);
    await emulator.rollback(transactionId);
  });
});
