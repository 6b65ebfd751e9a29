// What we need of the driver beyond what it promises: another version of it may fail here.
import mysql from 'mysql2';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { systemClock } from '../../../../emulator/clock.ts';
import { encodeExecutions } from '../../../../emulator/engine/mysql/encode-command.ts';
import { dialect } from '../../../../emulator/engine/mysql/dialect.ts';
import { isCommandRunner } from '../../../../emulator/engine/mysql/driver-connection.ts';
import { prepareRound } from '../../../../emulator/engine/mysql/prepare-round.ts';
import { AnswerReader } from '../../../../emulator/engine/mysql/read-answer.ts';
import { RowList } from '../../../../emulator/engine/mysql/row-list.ts';
import { Wire } from '../../../../emulator/engine/mysql/wire.ts';
import type { StatementResult } from '../../../../emulator/engine/engine.ts';

let driver: mysql.Connection;
let wire: Wire;
beforeEach(async () => {
  driver = mysql.createConnection({ uri: inject('databaseUrl') });
  await driver.promise().connect();
  wire = new Wire(driver, systemClock);
});
afterEach(() => driver.destroy());

const nothing = (): boolean => false;
const kind = dialect.kindOf(['SELECT'], nothing, nothing);

async function runTogether(statements: readonly [text: string, value: bigint][]): Promise<(StatementResult | Error)[]> {
  const bound = statements.map(([text, value]) => ({ text, kind, values: [{ type: 'long', value }] as const }));
  const executions = await prepareRound(wire.prepared, bound);
  return wire.send({
    packets: [encodeExecutions(executions, wire.hasQueryAttributes)],
    answers: executions.length,
    reader: new AnswerReader(wire, {
      rows: undefined,
      sql: '',
      isBinary: true,
      memory: { columns: undefined },
      stop: () => undefined,
    }),
  });
}

test('many executions go out in one write, each has its own answer, and the connection goes on as ever', async () => {
  const warned = vi.spyOn(console, 'error');
  const write = vi.spyOn(driver as unknown as { write(buffer: Buffer): void }, 'write');
  // The subquery has two rows for 2.
  const one = 'SELECT (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE ? = 2)';
  const rows = 'SELECT ?, REPEAT(0, 300) UNION ALL SELECT 2, 0';
  const answers = await runTogether([
    [one, 1n],
    [one, 2n],
    [one, 3n],
    [one, 2n],
    [one, 4n],
    [rows, 7n],
    [rows, 8n],
  ]);
  // Two more prepared them.
  expect(write).toHaveBeenCalledTimes(3);
  const tooMany = expect.objectContaining({ errno: 1242, sqlState: '21000' });
  const nothing = { affectedRows: 0 };
  expect(answers).toEqual([nothing, tooMany, nothing, tooMany, nothing, nothing, nothing]);
  await expect(driver.promise().query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], expect.anything()]);
  // It tells of packets that are out of order there.
  expect(warned).not.toHaveBeenCalled();
});

test('texts and rows of texts', async () => {
  const list = new RowList();
  await wire.query("SELECT 1, NULL, 'ä', 1.5, 2.5e0, b'1', x'00ff', CAST('2025-01-31 12:00:00' AS DATETIME)", list);
  expect(list.rows).toEqual([
    [1, null, 'ä', '1.5', 2.5, expect.anything(), Buffer.from([0, 255]), '2025-01-31 12:00:00'],
  ]);
  await expect(wire.query('SELEC')).rejects.toMatchObject({ errno: 1064 });
});

test('a connection that is lost fails what runs on it, and everything after', async () => {
  const kill = async (): Promise<void> => {
    const other = mysql.createConnection({ uri: inject('databaseUrl') });
    await other.promise().query(`KILL CONNECTION ${wire.id}`);
    other.destroy();
  };
  const [sleeping, waiting] = await Promise.allSettled([
    wire.query('SELECT SLEEP(60)'),
    wire.query('SELECT 1'),
    kill(),
  ]);
  for (const failed of [sleeping, waiting]) {
    expect(failed).toMatchObject({ status: 'rejected', reason: { fatal: true } });
  }
  await expect(wire.query('SELECT 1')).rejects.toBe(wire.breakage);
});

test('a driver that is made in another way is known', () => {
  expect(isCommandRunner(driver)).toBe(true);
  expect(isCommandRunner({ query: () => undefined })).toBe(false);
  expect(() => new Wire({ query: () => undefined } as unknown as mysql.Connection, systemClock)).toThrow(
    'install it anew',
  );
});
