// The record of calls, made by a real emulator.
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Calls } from '../../../workbench/calls/calls.ts';
import { startObservedEmulator } from '../../../workbench/observed-emulator.ts';
import { PASSWORDS } from '../../../workbench/calls/mask-text.ts';
import { OpenTransactions } from '../../../workbench/calls/open-transactions.ts';
import { ARNS, startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { until } from '../../support/until.ts';
import { running } from '../../reliability/support/processes.ts';

let emulator: TestEmulator;
let calls: Calls;
let masked: Calls;
let transactions: OpenTransactions;
beforeAll(async () => {
  emulator = await startTestEmulator({
    called: (call, content) => {
      calls.record(call, content);
      masked.record(call, content);
      transactions.called(call, content);
    },
    transactionOpened: (id) => transactions.opened(id),
    transactionEnded: (id, ending) => transactions.ended(id, ending),
  });
  await emulator.direct.query(
    'CREATE TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(50) UNIQUE, photo BLOB)',
  );
});
afterAll(() => emulator[Symbol.asyncDispose]());
beforeEach(async () => {
  calls = new Calls();
  masked = new Calls({ maskValues: true });
  transactions = new OpenTransactions(PASSWORDS);
  await emulator.direct.query('TRUNCATE t');
});

const long = (name: string, longValue: number) => ({ name, value: { longValue } });
const text = (name: string, stringValue: string) => ({ name, value: { stringValue } });

describe('a call is recorded with', () => {
  test('its request, its answer, and its measures', async () => {
    await emulator.execute('INSERT INTO t (id, name) VALUES (:id, :name)', {
      parameters: [long('id', 1), text('name', 'Ada')],
    });
    await emulator.execute('SELECT id, name, photo FROM t');
    const [insert, select] = calls;
    expect(insert).toEqual({
      id: 1,
      time: new Date(emulator.clock.now()).toISOString(),
      operation: 'ExecuteStatement',
      sql: 'INSERT INTO t (id, name) VALUES (:id, :name)',
      parameters: [long('id', 1), text('name', 'Ada')],
      database: emulator.database,
      ...ARNS,
      result: { generatedFields: [{ longValue: 1 }], numberOfRecordsUpdated: 1 },
      status: 200,
      durationMs: expect.any(Number) as number,
      rows: 1,
      bytes: 0,
      client: expect.stringMatching(/^aws-sdk-js\/3\./) as string,
      unknownMembers: [],
    });
    // as the service counts: 2 for the row, 4 for each of 3 columns, and the bytes of "1" and "Ada"
    expect(select).toMatchObject({ id: 2, rows: 1, bytes: 2 + 3 * 4 + 1 + 3 });
    expect(select?.result).toMatchObject({ records: [[{ longValue: 1 }, { stringValue: 'Ada' }, { isNull: true }]] });
  });

  test('exact integers, blobs, and the rows of JSON', async () => {
    await emulator.execute("INSERT INTO t VALUES (9007199254740993, 'x', x'00ff'), (2, 'y', NULL)");
    await emulator.execute('SELECT id, photo FROM t WHERE name = :name', { parameters: [text('name', 'x')] });
    await emulator.execute('SELECT id FROM t', { formatRecordsAs: 'JSON' });
    const [insert, blob, json] = calls;
    expect(insert?.rows).toBe(2);
    expect(blob?.result?.records).toEqual([[{ longValue: 9007199254740993n }, { blobValue: 'AP8=' }]]);
    expect(blob?.bytes).toBe(2 + 2 * 4 + 16 + 2);
    expect(json).toMatchObject({ rows: 2, bytes: json?.result?.formattedRecords?.length });
  });

  test('its refusal', async () => {
    await expect(emulator.execute('SELEC 1')).rejects.toThrow('SQL syntax');
    await expect(emulator.execute('SELECT 1', { parameters: [1 as never] })).rejects.toThrow('Expected an object');
    expect(calls.all()).toMatchObject([
      {
        sql: 'SELEC 1',
        status: 400,
        rows: 0,
        bytes: 0,
        error: { name: 'DatabaseErrorException', message: expect.stringContaining('1064') as string },
      },
      { status: 400, error: { name: 'SerializationException' } },
    ]);
    expect(calls.last()).not.toHaveProperty('result');
  });

  test('the parameter sets of a batch', async () => {
    await emulator.batch('INSERT INTO t (name) VALUES (:name)', [[text('name', 'a')], [text('name', 'b')]]);
    expect(calls.last()).toMatchObject({ parameterSets: [[text('name', 'a')], [text('name', 'b')]], rows: 2 });
  });

  test('its transaction, from begin to end', async () => {
    const transactionId = await emulator.begin();
    await emulator.execute('SELECT 1', { transactionId });
    await emulator.commit(transactionId);
    await emulator.execute('SELECT 2');
    expect(calls.all({ transactionId }).map(({ operation }) => operation)).toEqual([
      'BeginTransaction',
      'ExecuteStatement',
      'CommitTransaction',
    ]);
  });
});

describe('calls are found', () => {
  test.each([
    ['all', undefined, [1, 2, 3, 4]],
    ['by operation', { operation: 'BeginTransaction' }, [4]],
    ['by a part of the SQL', { sql: 'select' }, [1, 2]],
    ['by a pattern', { sql: /^SELECT \d$/g }, [1]],
    ['by refusal', { failed: true }, [3]],
    ['by success', { failed: false }, [1, 2, 4]],
    ['by exception', { error: 'DatabaseErrorException' }, [3]],
    ['after another', { after: 2 }, [3, 4]],
    ['by several of these', { sql: 'select', after: 1 }, [2]],
    ['by a function', ({ sql = '' }: { sql?: string }) => sql.endsWith('1'), [1]],
  ])('%s', async (_how, filter, ids) => {
    await emulator.execute('SELECT 1');
    await emulator.execute('Select 22');
    await emulator.execute('nonsense').catch(() => undefined);
    const transactionId = await emulator.begin();
    expect(calls.all(filter).map(({ id }) => id)).toEqual(ids);
    await emulator.rollback(transactionId);
  });
});

describe('waiting', () => {
  test('for a call that has come, or will come', async () => {
    const coming = calls.waitFor({ sql: 'select 2' });
    await emulator.execute('SELECT 1');
    await emulator.execute('SELECT 2');
    expect(await coming).toMatchObject({ id: 2 });
    expect(await calls.waitFor({ sql: 'select 1' })).toMatchObject({ id: 1 });
  });

  test('with a question that fails: whoever asked is told, and the call is answered', async () => {
    const waiting = calls.waitFor(() => {
      throw new TypeError('no such member');
    });
    const told = waiting.catch((error: unknown) => error);
    await emulator.execute('SELECT 1');
    expect(await told).toEqual(new TypeError('no such member'));
    expect(calls.length).toBe(1);
    await expect(
      calls.waitFor(() => {
        throw new TypeError('no such member');
      }),
    ).rejects.toThrow('no such member');
    await emulator.execute('SELECT 2');
  });

  test('in vain: the error says what came instead', async () => {
    await expect(calls.waitFor({ sql: /x/ }, { timeoutMs: 1 })).rejects.toThrow(
      'No call {"sql":"/x/"} within 1 ms. None came at all.',
    );
    await emulator.execute('nonsense').catch(() => undefined);
    await expect(calls.waitFor(() => false, { timeoutMs: 1 })).rejects.toThrow(
      /What came last:\n {2}ExecuteStatement nonsense DatabaseErrorException$/,
    );
  });
});

describe('the record is bounded', () => {
  test('in calls', async () => {
    calls = new Calls({ maxCalls: 2 });
    for (const n of [1, 2, 3]) await emulator.execute(`SELECT ${n}`);
    expect(calls.all().map(({ id }) => id)).toEqual([2, 3]);
    expect(calls).toMatchObject({ length: 2, dropped: 1 });
    calls.clear();
    expect(calls).toMatchObject({ length: 0, dropped: 0 });
    await emulator.execute('SELECT 4');
    expect(calls.last()?.id).toBe(4);
  });

  test('in bytes of requests and answers, but for the latest call', async () => {
    calls = new Calls({ maxBytes: 10_000 });
    for (const n of [1, 2, 3]) await emulator.execute(`SELECT REPEAT('x', 4000) AS a${n}`);
    await emulator.execute('SELECT :x', { parameters: [text('x', 'x'.repeat(20_000))] });
    expect(calls.all().map(({ id }) => id)).toEqual([4]);
  });

  test('in bytes, also after a call that is larger than all of it', async () => {
    calls = new Calls({ maxBytes: 10_000 });
    for (const size of [10, 20_000, 4000, 10]) await emulator.execute(`SELECT REPEAT('x', ${size}) AS a`);
    expect(calls.all().map(({ id, result }) => [id, result?.records?.[0]?.[0]])).toEqual([
      [3, { stringValue: 'x'.repeat(4000) }],
      [4, { stringValue: 'x'.repeat(10) }],
    ]);
  });

  test('in bytes, again and again: what is left is what came', async () => {
    calls = new Calls({ maxBytes: 10_000 });
    const sizes = Array.from({ length: 40 }, (_, n) => (n * 397) % 2500);
    for (const size of sizes) await emulator.execute(`SELECT REPEAT('ü', ${size}) AS a, 'é' AS b`);
    const left = calls.all();
    expect(left.length).toBeGreaterThan(2);
    expect(left.at(-1)?.id).toBe(40);
    expect(left[0]?.id).toBe(calls.dropped + 1);
    for (const { id, sql, result } of left) {
      const size = sizes[id - 1] ?? 0;
      expect(sql).toBe(`SELECT REPEAT('ü', ${size}) AS a, 'é' AS b`);
      expect(result?.records).toEqual([[{ stringValue: 'ü'.repeat(size) }, { stringValue: 'é' }]]);
    }
  });
});

describe('what must not be seen', () => {
  test.each([
    ["CREATE USER x IDENTIFIED BY 'hush'", "CREATE USER x IDENTIFIED BY '***'"],
    [
      "ALTER USER x@'%' IDENTIFIED WITH caching_sha2_password AS 'hush'",
      "ALTER USER x@'%' IDENTIFIED WITH caching_sha2_password AS '***'",
    ],
    [
      "ALTER USER x IDENTIFIED VIA mysql_native_password USING PASSWORD('hush')",
      "ALTER USER x IDENTIFIED VIA mysql_native_password USING PASSWORD('***')",
    ],
    ["SET PASSWORD FOR x = 'it''s hush'", "SET PASSWORD FOR x = '***'"],
    ["ALTER USER x@'%' IDENTIFIED BY 'hush' REPLACE \"hush\"", "ALTER USER x@'%' IDENTIFIED BY '***' REPLACE \"***\""],
    ["SET PASSWORD FOR x@'%' = 'hush' REPLACE 'hush'", "SET PASSWORD FOR x@'%' = '***' REPLACE '***'"],
    ["SET PASSWORD = _utf8mb4'hush'", "SET PASSWORD = _utf8mb4'***'"],
    [
      "CHANGE MASTER TO MASTER_USER='u', MASTER_PASSWORD='hush'",
      "CHANGE MASTER TO MASTER_USER='u', MASTER_PASSWORD='***'",
    ],
    [
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD 'hush')",
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD '***')",
    ],
    ["ALTER USER x IDENTIFIED/* BY 'hush' */BY -- hush\n 'hush'", "ALTER USER x IDENTIFIED/*****/BY -- ***\n '***'"],
    ["-- SET PASSWORD = 'hush'\nSELECT 1", '-- ***\nSELECT 1'],
    ['PREPARE s FROM "SET PASSWORD = \'hush\'"', 'PREPARE s FROM "***"'],
    ["CREATE USER x IDENTIFIED BY 'hush", "CREATE USER x IDENTIFIED BY '***'"],
    ["SELECT 'shown' AS password", "SELECT 'shown' AS password"],
    ["SELECT password, 'shown' FROM t -- shown", "SELECT password, 'shown' FROM t -- shown"],
  ])('passwords in SQL: %s', async (sql, shown) => {
    const transactionId = '?'; // so that nothing runs
    await emulator.execute(sql, { transactionId }).catch(() => undefined);
    expect(calls.last()?.sql).toBe(shown);
  });

  test.each([
    ["ALTER USERS x IDENTIFIED BY 'hush'", /right syntax to use near '\*\*\*' at line 1; Error code: 1064/],
    ["CREATE USER x IDENTIFIED 'hush'", /right syntax to use near '\*\*\*' at line 1; Error code: 1064/],
    ['SELECT password FROM nowhere', /^Table '.*nowhere' doesn't exist/],
  ])('what the server quotes of them: %s', async (sql, message) => {
    await emulator.execute(sql).catch(() => undefined);
    expect(calls.last()?.error?.message).toMatch(message);
    expect(JSON.stringify([...calls])).not.toContain('hush');
  });

  test('values, on request', async () => {
    await emulator.execute("INSERT INTO t (id, name) VALUES (:id, 'Ada''s'), (22, \"x\") -- 'y'", {
      parameters: [long('id', 1)],
    });
    await emulator.execute('SELECT id, photo, name AS name2 FROM t WHERE id = 22 LIMIT 1');
    await emulator.execute("SELECT .5, 0b1011, -1e-5, 2.5E+3, 0xff, x'00', t1.id FROM t AS t1 # end\nWHERE id < 3.");
    await emulator.execute("INSERT INTO t (name) VALUES ('x')").catch(() => undefined);
    await emulator.batch('DELETE FROM t WHERE name = :name', [[text('name', 'Ada')]]);
    await emulator
      .execute('SELECT 1', { parameters: [null as never, 1 as never, { value: 1 } as never] })
      .catch(() => undefined);
    const [insert, select, numbers, failed, batch] = masked;
    expect(insert).toMatchObject({
      sql: `INSERT INTO t (id, name) VALUES (:id, '***'), (***, "***") -- ***`,
      parameters: [{ name: 'id', value: { longValue: '***' } }],
    });
    expect(select).toMatchObject({
      sql: 'SELECT id, photo, name AS name2 FROM t WHERE id = *** LIMIT ***',
      result: { records: [[{ longValue: '***' }, { isNull: true }, { stringValue: '***' }]] },
      rows: 1,
      bytes: 2 + 3 * 4 + 2 + 1,
    });
    expect(numbers?.sql).toBe("SELECT ***, ***, -***, ***, ***, x'***', t1.id FROM t AS t1 #***\nWHERE id < ***");
    expect(failed?.error?.message).toBe("Duplicate entry '***'; Error code: 1062; SQLState: 23000");
    expect(batch?.parameterSets).toEqual([[{ name: 'name', value: { stringValue: '***' } }]]);
    expect(masked.last()).toMatchObject({ parameters: ['***', { value: '***' }], error: { message: '***' } });
    expect(JSON.stringify([...masked])).not.toMatch(/Ada|'y'/);
  });
});

describe('transactions that are left open', () => {
  test.each([
    [false, ["SET PASSWORD FOR nobody = '***'", "SELECT 'seen', 1"]],
    [true, ["SET PASSWORD FOR nobody = '***'", "SELECT '***', ***"]],
  ])('are told without passwords, and without values where none may be kept: %s', async (maskValues, statements) => {
    const { database } = emulator;
    const observed = await startObservedEmulator({
      database: { url: inject('databaseUrl'), socketPath: inject('socketPath') },
      host: '127.0.0.1',
      port: 0,
      list: undefined,
      credentials: undefined,
      maskValues,
      reset: () => Promise.resolve({}),
    });
    const post = async (path: string, members: object): Promise<Record<string, unknown>> => {
      const body = JSON.stringify({ ...ARNS, database, ...members });
      const headers = { 'content-type': 'application/json' };
      return (await (await fetch(`${observed.endpoint}${path}`, { method: 'POST', headers, body })).json()) as never;
    };
    const { transactionId } = await post('/BeginTransaction', {});
    await post('/Execute', { transactionId, sql: "SET PASSWORD FOR nobody = 'hush'" });
    await post('/Execute', { transactionId, sql: "SELECT 'seen', 1" });
    expect(await observed.stop()).toMatchObject([{ transactionId, database, statements }]);
  });

  test('are told with what ran in them', async () => {
    const done = await emulator.begin();
    const begun = emulator.clock.now();
    const left = await emulator.begin();
    emulator.clock.advance(1000);
    await emulator.execute('SELECT 1', { transactionId: left });
    await emulator.execute('nonsense', { transactionId: left }).catch(() => undefined);
    // A call is timed as it is, whatever the time of day.
    const { time = 0, durationMs = 0 } = emulator.calls.at(-1) ?? {};
    await emulator.execute('SELECT 2', { transactionId: done });
    await emulator.commit(done);
    expect(time).toBe(begun + 1000);
    expect(transactions.leaks()).toEqual([
      {
        transactionId: left,
        ...ARNS,
        client: expect.stringMatching(/^aws-sdk-js/) as string,
        time: new Date(begun).toISOString(),
        lastUsed: new Date(time + durationMs).toISOString(),
        database: emulator.database,
        statements: ['SELECT 1', 'nonsense'],
      },
    ]);
    await emulator.rollback(left);
    expect(transactions.leaks()).toEqual([]);
  });

  test('are told when they have expired, or were ended from outside, until they are forgotten', async () => {
    await emulator.begin();
    emulator.clock.advance(3 * 60_000);
    await emulator.begin();
    await emulator.emulator.rollBackTransactions();
    expect(transactions.leaks().map(({ ending }) => ending)).toEqual(['expired', 'terminated']);
    transactions.clear();
    expect(transactions.leaks()).toEqual([]);
  });

  test('are ended together with the statement that runs in them', async () => {
    const transactionId = await emulator.begin();
    await emulator.execute("INSERT INTO t (name) VALUES ('x')", { transactionId });
    const ended = failureOf(emulator.execute('SELECT SLEEP(30) FROM t', { transactionId }));
    await until(async () => (await running(emulator, 'SELECT SLEEP(30)')) === 1);
    await emulator.emulator.rollBackTransactions();
    expect((await ended).message).toContain('Error code: 1317');
    expect(await emulator.select('SELECT * FROM t')).toEqual([]);
    await expect(emulator.commit(transactionId)).rejects.toThrow('is not found');
    expect(transactions.leaks()).toHaveLength(1);
  });
});
