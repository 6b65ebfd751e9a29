import { inspect } from 'node:util';
import { readFile } from 'node:fs/promises';
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

describe('conformance', () => {
  test.for(CASES)('contract $row: $title', async (row) => {
    const { passed, got } = await runCase(row, api);
    expect(passed, `expected ${inspect(row.expected, { depth: 8 })}\ngot ${got}`).toBe(true);
  });
});

describe('docs/differences.md', () => {
  /** The first cells of the page's tables are the names of entries. */
  const entries = async (): Promise<string[]> =>
    [...(await readFile('docs/differences.md', 'utf8')).matchAll(/^\| `([a-z0-9-]+)` /gm)].map(([, name = '']) => name);

  test('tells every choice that a case shows', async () => {
    const shown = new Set(CASES.flatMap(({ choice }) => choice ?? []));
    expect(await entries()).toEqual(expect.arrayContaining([...shown]));
  });

  test('has no entry twice', async () => {
    const names = await entries();
    expect(names).toEqual([...new Set(names)]);
  });
});
