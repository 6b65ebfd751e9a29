// The original and the refactored handler, for whoever calls them, on one emulator: no difference.
import type { RowDataPacket } from 'mysql2';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { Employee } from '../../handler/event.ts';
import { toEnvironment } from '../../workbench/environment.ts';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';

type Handler = (event: object) => Promise<Employee[]>;

let emulator: TestEmulator;
const handlers = new Map<string, Handler>();
beforeAll(async () => {
  emulator = await startTestEmulator();
  Object.assign(process.env, toEnvironment(emulator.emulator.endpoint, emulator.database, inject('databaseUrl')));
  // A handler reads its environment when it is loaded.
  handlers.set('lambda-rds', (await import('../../handler/lambda-rds.ts')).handler);
  handlers.set('lambda-dataapi', (await import('../../handler/lambda-dataapi.ts')).handler);
  handlers.set('solutions/lambda-dataapi', (await import('../../handler/solutions/lambda-dataapi.ts')).handler);
});
beforeEach(async () => {
  await emulator.direct.query('DROP TABLE IF EXISTS Employee');
  for (const statement of (await readFile('handler/employee.sql', 'utf8'))
    .split(';')
    .filter((text) => text.trim() !== '')) {
    await emulator.direct.query(statement);
  }
  emulator.calls.length = 0;
});
afterAll(() => emulator[Symbol.asyncDispose]());

const SEED: Employee[] = [
  [1, 'Ada Lovelace'],
  [2, 'Edgar Codd'],
  [3, 'Grace Hopper'],
];

async function stored(): Promise<unknown[][]> {
  const [rows] = await emulator.direct.query<RowDataPacket[][]>({
    sql: 'SELECT EmpId, EmpName FROM Employee ORDER BY EmpId',
    rowsAsArray: true,
  });
  return rows;
}

describe.each(['lambda-rds', 'solutions/lambda-dataapi'])('%s', (name) => {
  const handler: Handler = (event) => (handlers.get(name) ?? (() => Promise.reject(new Error('not loaded'))))(event);

  test('adds an employee and answers with all', async () => {
    await expect(handler({ EmpId: 10, EmpName: "Ren\u00e9e O'Neill \u{1f642} :colon \\" })).resolves.toEqual([
      ...SEED,
      [10, "Ren\u00e9e O'Neill \u{1f642} :colon \\"],
    ]);
    expect(await stored()).toHaveLength(4);
  });

  test('answers a name that is NULL as null', async () => {
    await emulator.direct.query('UPDATE Employee SET EmpName = NULL WHERE EmpId = 2');
    const employees = await handler({ EmpId: 10, EmpName: 'x' });
    expect(employees[1]).toEqual([2, null]);
  });

  test.each([[{}], [{ EmpId: 1 }], [{ EmpName: 'x' }], [{ EmpId: null, EmpName: 'x' }]])(
    'refuses %j',
    async (event) => {
      await expect(handler(event)).rejects.toThrow('Invalid input! Missing "EmpId" and/or "EmpName" attributes.');
      expect(await stored()).toEqual(SEED);
    },
  );

  test('rolls back and passes the error on where the id is taken', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(handler({ EmpId: 2, EmpName: 'Another' })).rejects.toThrow("Duplicate entry '2' for key");
    expect(print).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Oops, something went wrong adding a new employee\. Transaction Rollbacked: Duplicate entry '2'/,
      ),
    );
    print.mockRestore();
    expect(await stored()).toEqual(SEED);
  });
});

test('the refactored handler begins, uses and ends one transaction', async () => {
  await handlers.get('solutions/lambda-dataapi')?.({ EmpId: 10, EmpName: 'x' });
  expect(emulator.calls.map(({ operation }) => operation)).toEqual([
    'BeginTransaction',
    'ExecuteStatement',
    'CommitTransaction',
    'ExecuteStatement',
  ]);
});

test('the skeleton fails at its first step, and says which', async () => {
  await expect(handlers.get('lambda-dataapi')?.({ EmpId: 10, EmpName: 'x' })).rejects.toThrow(
    'TODO 1 is not done yet: begin a transaction',
  );
});
