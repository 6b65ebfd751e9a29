// How large a result may be (contract 6), on both sides of each boundary.
import { UnsupportedResultException } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_FORMATTED_RECORDS_BYTES, MAX_RESULT_BYTES } from '../../../emulator/model/limits.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { until } from '../../support/until.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute('CREATE TABLE numbers (n INT)');
  await emulator.batch(
    'INSERT INTO numbers VALUES (:n)',
    Array.from({ length: 1300 }, (_, n) => [{ name: 'n', value: { longValue: n } }]),
  );
});
afterAll(() => emulator[Symbol.asyncDispose]());

const ROW_BYTES = 2;
const VALUE_BYTES = 4;
const TOO_LARGE = {
  name: 'UnsupportedResultException',
  message: 'The result exceeds the size limit 1 MB.',
  $metadata: { httpStatusCode: 400 },
};

test('one text of 1 MiB less what its row costs passes, one byte more does not', async () => {
  const longest = MAX_RESULT_BYTES - ROW_BYTES - VALUE_BYTES;
  const [[text]] = (await emulator.select(`SELECT REPEAT('x', ${longest})`)) as [[{ stringValue: string }]];
  expect(text.stringValue).toHaveLength(longest);
  await expect(emulator.select(`SELECT REPEAT('x', ${longest + 1})`)).rejects.toMatchObject(TOO_LARGE);
});

test('bytes are counted, not characters', async () => {
  await expect(emulator.select(`SELECT REPEAT('€', ${MAX_RESULT_BYTES / 3 + 1})`)).rejects.toMatchObject(TOO_LARGE);
});

// The figures of the measurement that the rule was found by: rows of one 36-character uuid.
test('contract 6: 24,800 uuids pass, 25,000 do not', async () => {
  const uuids = (rows: number): string =>
    `SELECT '01234567-89ab-cdef-0123-456789abcdef' FROM numbers a, numbers b LIMIT ${rows}`;
  await expect(emulator.select(uuids(24_800))).resolves.toHaveLength(24_800);
  await expect(emulator.select(uuids(25_000))).rejects.toBeInstanceOf(UnsupportedResultException);
});

test('two million rows are refused early, and their query is gone from the server', async () => {
  const sql = 'SELECT a.n, b.n FROM numbers a, numbers b, numbers c LIMIT 2000000';
  const before = process.memoryUsage().rss;
  await expect(emulator.select(sql)).rejects.toMatchObject(TOO_LARGE);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  await until(async () => {
    const [rows] = await emulator.direct.query('SELECT id FROM information_schema.processlist WHERE info = ?', [sql]);
    return (rows as unknown[]).length === 0;
  });
});

test('a result that is too large leaves its transaction open', async () => {
  const transactionId = await emulator.begin();
  await emulator.execute('INSERT INTO numbers VALUES (-1)', { transactionId });
  const tooLarge = emulator.execute("SELECT REPEAT('x', 2000000)", { transactionId });
  await expect(tooLarge).rejects.toMatchObject(TOO_LARGE);
  await emulator.commit(transactionId);
  await expect(emulator.select('SELECT n FROM numbers WHERE n < 0')).resolves.toHaveLength(1);
});

test('contract 6: JSON may be ten times as large, and no larger', async () => {
  const json = (length: number) => emulator.execute(`SELECT REPEAT('x', ${length}) AS x`, { formatRecordsAs: 'JSON' });
  const longest = MAX_FORMATTED_RECORDS_BYTES - '[{"x":""}]'.length;
  expect((await json(longest)).formattedRecords).toHaveLength(MAX_FORMATTED_RECORDS_BYTES);
  await expect(json(longest + 1)).rejects.toMatchObject({
    name: 'UnsupportedResultException',
    message: 'The result exceeds the size limit 10 MB.',
  });
});

test('observed 1: one blob of 500 KB and one text of 100,000 characters', async () => {
  await emulator.execute('CREATE TABLE large (b LONGBLOB, t LONGTEXT)');
  const blob = new Uint8Array(500 * 1024).map((_, index) => index % 256);
  const text = '𝄞é'.repeat(50_000);
  await emulator.execute('INSERT INTO large VALUES (:b, :t)', {
    parameters: [
      { name: 'b', value: { blobValue: blob } },
      { name: 't', value: { stringValue: text } },
    ],
  });
  await expect(emulator.select('SELECT b FROM large')).resolves.toEqual([[{ blobValue: blob }]]);
  await expect(emulator.select('SELECT t FROM large')).resolves.toEqual([[{ stringValue: text }]]);
});
