// boto3: the scripts beside this file, each a child process that prints one JSON object.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { createItems, ITEM } from './support/items.ts';
import { findProgram, runProgram } from './support/programs.ts';

const python = findProgram('python3', ['-c', 'import boto3'], 'Install it with: apt-get install python3-boto3');

describe.skipIf(python === undefined)('boto3', () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await startTestEmulator();
  });
  beforeEach(() => createItems(emulator));
  afterAll(() => emulator[Symbol.asyncDispose]());

  /** @returns what the script reports. */
  async function run(script: string): Promise<unknown> {
    const path = fileURLToPath(new URL(`boto3/${script}`, import.meta.url));
    const { code, stdout, stderr } = await runProgram(python ?? '', [
      path,
      emulator.emulator.endpoint,
      emulator.database,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as unknown;
  }

  test('INSERT, SELECT, UPDATE, DELETE and a batch', async () => {
    const changed = { generatedFields: [], numberOfRecordsUpdated: 1 };
    await expect(run('crud.py')).resolves.toEqual({
      insert: { generatedFields: [{ longValue: 1 }], numberOfRecordsUpdated: 1 },
      select: { numberOfRecordsUpdated: 0, records: [[{ longValue: 1 }, { stringValue: 'a' }, { isNull: true }]] },
      update: changed,
      delete: changed,
      batch: { updateResults: [{ generatedFields: [{ longValue: 2 }] }, { generatedFields: [{ longValue: 3 }] }] },
      status: 200,
    });
  });

  test('odd types go in by parameters and come out, 64-bit integers exactly', async () => {
    await expect(run('values.py')).resolves.toEqual({
      record: [
        { longValue: expect.any(Number) },
        { stringValue: ITEM.name },
        { booleanValue: true },
        { stringValue: ITEM.price },
        { doubleValue: ITEM.weight },
        { stringValue: ITEM.seenAt },
        { blobValue: ITEM.picture.toString('hex') },
        { stringValue: '{"a": [1, null, "é"]}' },
        { isNull: true },
      ],
      idIsExact: true,
      types: {
        id: 'BIGINT',
        name: 'VARCHAR',
        active: 'BIT',
        price: 'DECIMAL',
        weight: 'DOUBLE',
        seen_at: 'DATETIME',
        picture: 'BLOB',
        document: 'JSON',
        serial: 'BIGINT',
      },
      nullable: true,
      formatted: '[{"id":9007199254740993,"active":true}]',
    });
  });

  test('a transaction is committed, another rolled back', async () => {
    await expect(run('transactions.py')).resolves.toEqual({
      committed: { outside: [[{ longValue: 0 }]], status: 'Transaction Committed' },
      rolled_back: { outside: [[{ longValue: 0 }]], status: 'Rollback Complete' },
      names: [[{ stringValue: 'kept' }]],
    });
  });

  test('errors are raised with code, message and status', async () => {
    // A newer boto3 has a class for each modelled exception; Debian's knows BadRequestException only.
    const failure = (code: string, message: RegExp, status = 400): unknown => ({
      class: expect.stringMatching(`^(ClientError|${code})$`),
      code,
      message: expect.stringMatching(message),
      status,
      operation: 'ExecuteStatement',
    });
    await expect(run('errors.py')).resolves.toEqual({
      database: failure('DatabaseErrorException', /doesn't exist; Error code: 1146; SQLState: 42S02$/),
      parameter: failure('BadRequestException', /^Cannot find parameter: id$/),
      transaction: failure('TransactionNotFoundException', /^Transaction gone is not found/, 404),
      statements: failure('ValidationException', /^Multistatements aren't supported$/),
    });
  });
});
