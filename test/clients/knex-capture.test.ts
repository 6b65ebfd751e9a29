// The answer of a real cluster (Serverless v1, 2020) that knex-aurora-data-api-mysql publishes with its own tests (contract 4.5).
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';

interface Capture {
  columnMetadata: { label: string; typeName: string }[];
  records: object[][];
}

const require = createRequire(import.meta.url);
const captures = require('knex-aurora-data-api-mysql/tests/constants.js') as { ALL_QUERY_RESPONSE_DATA: Capture };
const capture = captures.ALL_QUERY_RESPONSE_DATA;

/** The table whose rows were captured, as far as the metadata tells it. */
const FOO = `CREATE TABLE foo (
  id BIGINT AUTO_INCREMENT PRIMARY KEY, \`decimal\` DECIMAL(10,0), \`float\` FLOAT, \`int\` INT, date DATE,
  datetime DATETIME, timestamp TIMESTAMP NULL, time TIME, year YEAR, datetime3 DATETIME(3), timestamp3 TIMESTAMP(3) NULL,
  time3 TIME(3), timestamp_null TIMESTAMP NULL, \`varchar\` VARCHAR(256), \`varbinary\` VARBINARY(256), \`blob\` BLOB,
  text TEXT, enum ENUM('one', 'two', 'three'), \`set\` SET('one', 'two', 'three'), \`null\` INT, bool BOOLEAN NOT NULL
)`;

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.execute(FOO);
});
afterAll(() => emulator[Symbol.asyncDispose]());

test('every column type', async () => {
  await emulator.execute(`INSERT INTO foo VALUES (1, 745, 837.484, 4, '2020-05-16', '2020-05-16 23:43:35',
    '2020-05-16 23:43:35', '16:31:56', 2020, '2020-04-16 15:36:54.384', '2020-04-16 03:21:45.938', '04:31:56.734', NULL,
    'foo', 'bar', 'blog', 'test', 'one', 'one,two', NULL, TRUE)`);
  const { columnMetadata, records } = await emulator.execute('SELECT * FROM foo', { includeResultMetadata: true });
  expect(columnMetadata).toEqual(capture.columnMetadata);
  const expected = capture.records.map((record) =>
    record.map((field, index) => {
      // The one difference of today's service (contract 4.1).
      if (capture.columnMetadata[index]?.typeName === 'YEAR') return { stringValue: '2020' };
      return 'blobValue' in field ? { blobValue: Uint8Array.from(Buffer.from(field.blobValue as Buffer)) } : field;
    }),
  );
  expect(records).toEqual(expected);
});
