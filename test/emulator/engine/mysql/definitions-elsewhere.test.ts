// MySQL goes on with the types that a prepared statement's parameters had when its table was another one.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE item (code INT)');
});
beforeEach(async () => {
  await emulator.execute('TRUNCATE TABLE item');
  await emulator.execute('ALTER TABLE item MODIFY code INT');
});
afterAll(() => emulator[Symbol.asyncDispose]());

const CHANGE = 'ALTER TABLE item MODIFY code VARCHAR(20)';

/** Has the table changed after a statement on it was prepared, and does the same again. @returns what is stored then. */
async function useAround(change: () => Promise<unknown>): Promise<unknown> {
  await useOnce();
  await change();
  await useOnce();
  return emulator.select('SELECT code FROM item');
}

async function useOnce(): Promise<void> {
  await emulator.execute('INSERT INTO item VALUES (:code)', {
    parameters: [{ name: 'code', value: { stringValue: '007' } }],
  });
}

const AS_A_NUMBER_THEN_AS_A_TEXT = [[{ stringValue: '7' }], [{ stringValue: '007' }]];

test('a procedure changes the definition', async () => {
  await emulator.execute(`CREATE PROCEDURE change_item() ${CHANGE}`);
  const stored = useAround(() => emulator.execute('CALL change_item()'));
  await expect(stored).resolves.toEqual(AS_A_NUMBER_THEN_AS_A_TEXT);
});

test('a statement that was prepared by SQL changes the definition', async () => {
  const stored = useAround(async () => {
    const transactionId = await emulator.begin();
    await emulator.execute(`PREPARE s FROM '${CHANGE}'`, { transactionId });
    await emulator.execute('EXECUTE s', { transactionId });
    await emulator.commit(transactionId);
  });
  await expect(stored).resolves.toEqual(AS_A_NUMBER_THEN_AS_A_TEXT);
});

test('somebody else changes the definition: it counts after a second (choice: outside-changes)', async () => {
  const stored = useAround(async () => {
    await emulator.direct.query(CHANGE);
    emulator.clock.advance(1000);
  });
  await expect(stored).resolves.toEqual(AS_A_NUMBER_THEN_AS_A_TEXT);
});
