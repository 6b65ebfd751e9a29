// Faults of the emulator itself, planted where it reads and writes: no server is to blame, and no connection is used on.
import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { systemClock } from '../../../../emulator/clock.ts';
import { resolveTarget } from '../../../../emulator/cluster/cluster.ts';
import type { BoundStatement, BoundValue, Connection } from '../../../../emulator/engine/engine.ts';
import { createMySqlEngine } from '../../../../emulator/engine/mysql/connect.ts';
import { createEmulator } from '../../../../emulator/index.ts';
import { FieldRecords } from '../../../../emulator/result/field-records.ts';
import { parseStatement } from '../../../../emulator/sql/statement.ts';
import { ARNS, createClient, startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { until } from '../../../support/until.ts';
import { processList } from '../../../reliability/support/processes.ts';

const FAULT = { name: 'InternalServerErrorException', $metadata: { httpStatusCode: 500 } };

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.direct.query('CREATE TABLE fault (id INT PRIMARY KEY)');
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => emulator[Symbol.asyncDispose]());

/** Keeps what is told on standard error. */
const listen = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

function plantInRows(fault: Error): void {
  vi.spyOn(FieldRecords.prototype, 'number').mockImplementationOnce(() => {
    throw fault;
  });
}

async function connectionIds(): Promise<number[]> {
  return (await processList(emulator.direct)).filter(({ db }) => db === emulator.database).map(({ id }) => id);
}

test('a fault in making rows is answered with 500 and told once, and its connection is closed', async () => {
  const told = listen();
  await emulator.select('SELECT 1');
  const before = await connectionIds();
  const fault = new TypeError('planted');
  plantInRows(fault);
  await expect(emulator.execute('SELECT 1')).rejects.toMatchObject(FAULT);
  expect(told.mock.calls.map(([, error]: unknown[]) => error)).toEqual([fault]);
  await until(async () => (await connectionIds()).every((id) => !before.includes(id)));
  await expect(emulator.select('SELECT 2')).resolves.toEqual([[{ longValue: 2 }]]);
});

test('a fault in a transaction ends it: nothing of it is kept', async () => {
  listen();
  const transactionId = await emulator.begin();
  await emulator.execute('INSERT INTO fault VALUES (1)', { transactionId });
  plantInRows(new RangeError('planted'));
  await expect(emulator.execute('SELECT 1', { transactionId })).rejects.toMatchObject(FAULT);
  await expect(emulator.commit(transactionId)).rejects.toThrow('resulted in a termination of your transaction');
  await expect(emulator.select('SELECT id FROM fault')).resolves.toEqual([]);
});

const RUNS: [how: string, run: (connection: Connection, sets: readonly BoundStatement[]) => Promise<unknown>][] = [
  ['sent alone', (connection, sets) => Promise.all(sets.slice(-1).map((set) => connection.run(set)))],
  ['sent together with others', (connection, sets) => connection.runAtomically(sets, () => undefined)],
];

test.each(RUNS)('a value that cannot be written, %s, is a fault, and the connection is broken', async (_how, run) => {
  const engine = createMySqlEngine(systemClock);
  const target = resolveTarget({ databaseUrl: inject('databaseUrl') }, { ...ARNS, database: emulator.database });
  const connection = await engine.connect(target, 'call');
  const statement = parseStatement('INSERT INTO fault VALUES (:id)', engine.dialect);
  const bind = (value: BoundValue): BoundStatement => ({ ...statement, values: [value] });
  const sets = Array.from({ length: 9 }, (_, id) => bind({ type: 'long', value: 100 + id }));
  // No type has such a value: only a mistake of ours could.
  sets.push(bind({ type: 'string', value: undefined as unknown as string }));
  await expect(run(connection, sets)).rejects.toBeInstanceOf(TypeError);
  expect(connection.isBroken).toBe(true);
  await connection.release();
  await engine.close();
  await expect(emulator.select('SELECT id FROM fault')).resolves.toEqual([]);
});

test('what another kind of server says is no fault of ours: its port is MySQL’s other one, or somebody else’s', async () => {
  const told = listen();
  // What MySQL says on the port of its X protocol.
  const other = createServer((socket) => {
    socket.on('error', () => undefined).write(Buffer.from([5, 0, 0, 0, 0x0b, 8, 5, 0x1a, 0]));
  });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  const misled = await createEmulator({ host: '127.0.0.1', port: 0, databaseUrl: `mysql://root@127.0.0.1:${port}` });
  const client = createClient(misled.endpoint);
  await expect(client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }))).rejects.toMatchObject({
    name: 'DatabaseUnavailableException',
    $metadata: { httpStatusCode: 504 },
  });
  client.destroy();
  await misled.stop();
  other.close();
  expect(told).not.toHaveBeenCalled();
});
