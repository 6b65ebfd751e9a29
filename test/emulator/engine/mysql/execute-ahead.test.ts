// What batches need of the driver beyond what it promises: another version of it may fail here.
import mysql from 'mysql2';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { executeAhead, isCommandRunner, type Execution } from '../../../../emulator/engine/mysql/execute-ahead.ts';
import { prepareTogether } from '../../../../emulator/engine/mysql/start-statement.ts';
import { dialect } from '../../../../emulator/engine/mysql/dialect.ts';
import type { StatementResult } from '../../../../emulator/engine/engine.ts';

let driver: mysql.Connection;
beforeAll(() => {
  driver = mysql.createConnection({ uri: inject('databaseUrl') });
});
afterAll(() => driver.destroy());

const kind = dialect.kindOf(['SELECT'], () => false);
const prepare = async (text: string, values: bigint[]): Promise<Execution[]> =>
  prepareTogether(
    driver,
    values.map((value) => ({ text, kind, values: [{ type: 'long', value }] })),
  );

function execute(executions: readonly Execution[]): Promise<(StatementResult | Error)[]> {
  const answers: (StatementResult | Error)[] = [];
  return new Promise((resolve, reject) => {
    if (!isCommandRunner(driver)) return reject(new Error('The driver has no addCommand, write or sequenceId'));
    executeAhead(driver, executions, (answer) => {
      answers.push(answer);
      if (answers.length === executions.length) resolve(answers);
    });
  });
}

test('many executions go out in one write, each has its own answer, and the connection goes on as ever', async () => {
  const warned = vi.spyOn(console, 'error');
  // The subquery has two rows for 2.
  const executions = await prepare('SELECT (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE ? = 2)', [1n, 2n, 3n, 2n, 4n]);
  const rows = await prepare('SELECT ?, REPEAT(0, 300) UNION ALL SELECT 2, 0', [7n, 8n]);
  const write = vi.spyOn(driver as unknown as { write(buffer: Buffer): void }, 'write');
  const answers = await execute([...executions, ...rows]);
  expect(write).toHaveBeenCalledTimes(1);
  const tooMany = expect.objectContaining({ errno: 1242, sqlState: '21000' });
  const nothing = { affectedRows: 0 };
  expect(answers).toEqual([nothing, tooMany, nothing, tooMany, nothing, nothing, nothing]);
  await expect(driver.promise().query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], expect.anything()]);
  // It tells of packets that are out of order there.
  expect(warned).not.toHaveBeenCalled();
});

test('a driver that is made in another way is known', () => {
  expect(isCommandRunner(driver)).toBe(true);
  expect(isCommandRunner({ query: () => undefined })).toBe(false);
});
