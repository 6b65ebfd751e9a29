// The AWS CLI, a program of its own. Debian's is 2.9: older than AWS_ENDPOINT_URL_RDS_DATA (2.13), so the endpoint is an argument.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { createItems, ITEM, storedNames } from './support/items.ts';
import { findProgram, runProgram, type Ending } from './support/programs.ts';

const aws = findProgram('aws', ['--version'], 'Install it with: apt-get install awscli');

describe.skipIf(aws === undefined)('the AWS CLI', () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await startTestEmulator();
  });
  beforeEach(() => createItems(emulator));
  afterAll(() => emulator[Symbol.asyncDispose]());

  const run = (command: string, ...args: string[]): Promise<Ending> => {
    const endpoint = ['--endpoint-url', emulator.emulator.endpoint, '--output', 'json'];
    const arns = ['--resource-arn', ARNS.resourceArn, '--secret-arn', ARNS.secretArn];
    return runProgram(aws ?? '', ['rds-data', command, ...endpoint, ...arns, ...args]);
  };
  const inDatabase = (sql: string, ...args: string[]): string[] => [
    '--database',
    emulator.database,
    '--sql',
    sql,
    ...args,
  ];

  /** Runs a command that must succeed. @returns what it prints; integers of more than 15 digits as text. */
  async function answer(command: string, ...args: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await run(command, ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout.replace(/: (\d{16,})/g, ': "$1"')) as unknown;
  }

  const execute = (sql: string, ...args: string[]): Promise<unknown> =>
    answer('execute-statement', ...inDatabase(sql, ...args));

  test('INSERT, SELECT, UPDATE and DELETE', async () => {
    const parameters = JSON.stringify([{ name: 'name', value: { stringValue: 'a' } }]);
    await expect(execute('INSERT INTO items (name) VALUES (:name)', '--parameters', parameters)).resolves.toEqual({
      generatedFields: [{ longValue: 1 }],
      numberOfRecordsUpdated: 1,
    });
    await expect(execute('SELECT id, name, price FROM items')).resolves.toEqual({
      numberOfRecordsUpdated: 0,
      records: [[{ longValue: 1 }, { stringValue: 'a' }, { isNull: true }]],
    });
    const changed = { generatedFields: [], numberOfRecordsUpdated: 1 };
    await expect(execute("UPDATE items SET name = 'b'")).resolves.toEqual(changed);
    await expect(execute('DELETE FROM items')).resolves.toEqual(changed);
  });

  test('odd types go in by parameters and come out', async () => {
    const parameters = [
      { name: 'id', value: { longValue: 0 } },
      { name: 'name', value: { stringValue: ITEM.name } },
      { name: 'active', value: { booleanValue: true } },
      { name: 'price', value: { stringValue: ITEM.price }, typeHint: 'DECIMAL' },
      { name: 'weight', value: { doubleValue: ITEM.weight } },
      { name: 'seen_at', value: { stringValue: ITEM.seenAt }, typeHint: 'TIMESTAMP' },
      { name: 'picture', value: { blobValue: ITEM.picture.toString('base64') } },
      { name: 'document', value: { stringValue: JSON.stringify(ITEM.document) }, typeHint: 'JSON' },
      { name: 'serial', value: { isNull: true } },
    ];
    const columns = 'id, name, active, price, weight, seen_at, picture, document, serial';
    await execute(
      `INSERT INTO items (${columns}) VALUES (:${columns.replaceAll(', ', ', :')})`,
      '--parameters',
      JSON.stringify(parameters).replace('"longValue":0', `"longValue":${ITEM.serial}`),
    );
    await expect(execute(`SELECT ${columns} FROM items`)).resolves.toMatchObject({
      records: [
        [
          { longValue: String(ITEM.serial) },
          { stringValue: ITEM.name },
          { booleanValue: true },
          { stringValue: ITEM.price },
          { doubleValue: ITEM.weight },
          { stringValue: ITEM.seenAt },
          { blobValue: ITEM.picture.toString('base64') },
          { stringValue: '{"a": [1, null, "é"], "b:c": "?"}' },
          { isNull: true },
        ],
      ],
    });
  });

  test('metadata, and records as JSON', async () => {
    await expect(execute('SELECT id AS n FROM items', '--include-result-metadata')).resolves.toMatchObject({
      columnMetadata: [{ label: 'n', name: 'id', typeName: 'BIGINT', nullable: 0, isAutoIncrement: true }],
      records: [],
    });
    await expect(execute("SELECT 1 AS n, 'é' AS t", '--format-records-as', 'JSON')).resolves.toEqual({
      formattedRecords: '[{"n":1,"t":"é"}]',
      numberOfRecordsUpdated: 0,
    });
  });

  test('a batch', async () => {
    const sets = ['a', 'b'].map((name) => [{ name: 'name', value: { stringValue: name } }]);
    const sql = 'INSERT INTO items (name) VALUES (:name)';
    await expect(
      answer('batch-execute-statement', ...inDatabase(sql, '--parameter-sets', JSON.stringify(sets))),
    ).resolves.toEqual({
      updateResults: [{ generatedFields: [{ longValue: 1 }] }, { generatedFields: [{ longValue: 2 }] }],
    });
  });

  test.each([
    ['commit-transaction', 'Transaction Committed', ['a']],
    ['rollback-transaction', 'Rollback Complete', []],
  ])('a transaction ends with %s', async (end, transactionStatus, names) => {
    const begun = await answer('begin-transaction', '--database', emulator.database);
    const { transactionId } = begun as { transactionId: string };
    await execute("INSERT INTO items (name) VALUES ('a')", '--transaction-id', transactionId);
    expect(await storedNames(emulator)).toEqual([]);
    await expect(answer(end, '--transaction-id', transactionId)).resolves.toEqual({ transactionStatus });
    expect(await storedNames(emulator)).toEqual(names);
  });

  test.each([
    ['SELECT * FROM nowhere', [], /\(DatabaseErrorException\).*doesn't exist; Error code: 1146; SQLState: 42S02/],
    ['SELECT :id', [], /\(BadRequestException\).*Cannot find parameter: id/],
    ['SELECT 1', ['--transaction-id', 'gone'], /\(TransactionNotFoundException\).*Transaction gone is not found/],
  ])('%s %o fails with the exception on stderr', async (sql, args, message) => {
    const { code, stdout, stderr } = await run('execute-statement', ...inDatabase(sql, ...args));
    expect({ code, stdout }).toEqual({ code: 254, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('when calling the ExecuteStatement operation');
  });
});
