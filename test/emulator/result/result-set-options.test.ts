import type { ResultSetOptions } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { executeRaw } from '../../support/raw-call.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  await emulator.direct.query(
    `CREATE TABLE figures (tiny TINYINT, large BIGINT, huge BIGINT UNSIGNED, flag TINYINT(1), born YEAR, ratio DOUBLE,
       whole DECIMAL(20,0), price DECIMAL(10,2), vast DECIMAL(30,0), most DECIMAL(20,0), beyond DECIMAL(20,0),
       padded DECIMAL(8,0) ZEROFILL)`,
  );
  await emulator.direct.query(
    `INSERT INTO figures VALUES (-5, 9007199254740993, 18446744073709551615, 1, 2024, 1.5,
       12345678901234567, 1.50, 123456789012345678901234567890, 9223372036854775807, 9223372036854775808, 42)`,
  );
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** A column, the options, the Field that comes back (contract 4.2). */
const CASES: readonly (readonly [column: string, options: ResultSetOptions, field: string])[] = [
  ['tiny', {}, '{"longValue":-5}'],
  ['tiny', { longReturnType: 'LONG' }, '{"longValue":-5}'],
  ['tiny', { longReturnType: 'STRING' }, '{"stringValue":"-5"}'],
  ['large', { longReturnType: 'LONG' }, '{"longValue":9007199254740993}'],
  ['large', { longReturnType: 'STRING' }, '{"stringValue":"9007199254740993"}'],
  ['huge', { longReturnType: 'STRING' }, '{"stringValue":"18446744073709551615"}'],
  ['COUNT(*)', { longReturnType: 'STRING' }, '{"stringValue":"1"}'],
  // neither an integer nor a decimal
  ['flag', { longReturnType: 'STRING' }, '{"booleanValue":true}'],
  ['born', { longReturnType: 'STRING' }, '{"stringValue":"2024"}'],
  ['ratio', { longReturnType: 'STRING', decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":1.5}'],
  ['price', {}, '{"stringValue":"1.50"}'],
  ['price', { decimalReturnType: 'STRING' }, '{"stringValue":"1.50"}'],
  // a scale makes a double, none a long, whatever the other option says
  ['price', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":1.5}'],
  ['whole', { decimalReturnType: 'STRING' }, '{"stringValue":"12345678901234567"}'],
  ['whole', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":12345678901234567}'],
  ['whole', { decimalReturnType: 'DOUBLE_OR_LONG', longReturnType: 'STRING' }, '{"longValue":12345678901234567}'],
  ['SUM(tiny)', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":-5}'],
  ['AVG(tiny)', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":-5.0}'],
  ['NULLIF(price, price)', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"isNull":true}'],
  // more digits than a long holds
  ['vast', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":1.2345678901234568e+29}'],
  ['most', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":9223372036854775807}'],
  ['beyond', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":9223372036854776000.0}'],
  ['-most - 1', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":-9223372036854775808}'],
  ['-most - 2', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"doubleValue":-9223372036854776000.0}'],
  // only a DECIMAL is read so: an integer column keeps its digits
  ['huge', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":18446744073709551615}'],
  // JSON has no numbers that begin with a zero
  ['padded', {}, '{"stringValue":"00000042"}'],
  ['padded', { decimalReturnType: 'DOUBLE_OR_LONG' }, '{"longValue":42}'],
];

describe('contract 4.2: resultSetOptions', () => {
  test.for(CASES)('%s with %o', async ([column, resultSetOptions, field]) => {
    const body = await executeRaw(emulator, { sql: `SELECT ${column} FROM figures`, resultSetOptions });
    expect(body).toBe(`{"records":[[${field}]],"numberOfRecordsUpdated":0}`);
  });
});
