import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { Api } from './api.ts';
import { CASES } from './cases/index.ts';
import { runCase } from './run-cases.ts';

let emulator: TestEmulator;
let api: Api;
beforeAll(async () => {
  emulator = await startTestEmulator();
  api = new Api({ client: emulator.client, database: emulator.database, ...ARNS });
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** Rows of the contract are told by their number, others name their source. */
const toTitle = (row: string, title: string): string => `${/^\d/.test(row) ? 'contract ' : ''}${row}: ${title}`;

describe('conformance', () => {
  test.for(CASES.map((row) => [toTitle(row.row, row.title), row] as const))('%s', async ([, row]) => {
    const { passed, got } = await runCase(row, api);
    expect(passed, `expected ${inspect(row.expected, { depth: 8 })}\ngot ${got}`).toBe(true);
  });

  test('no two cases have one title', () => {
    const titles = CASES.map(({ row, title }) => toTitle(row, title));
    expect(titles).toEqual([...new Set(titles)]);
  });
});
