// docs/reliability.md is true: each of its faults has a test, and each test of faults is in it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** The rows of the page's tables, without their heads. */
let rows: string[][];
beforeAll(async () => {
  const lines = (await readFile('docs/reliability.md', 'utf8')).split('\n').filter((line) => line.startsWith('|'));
  rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  rows = rows.filter(([first = '']) => first !== 'what happens' && !/^-+$/.test(first));
});

const filesOf = (row: readonly string[]): string[] =>
  [...(row.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);

test('every fault tells what is left, and names a test that there is', () => {
  expect(rows.length).toBeGreaterThan(20);
  const wrong = rows.filter(
    (row) => row.length !== 4 || row[2] === '' || filesOf(row).length === 0 || !filesOf(row).every(existsSync),
  );
  expect(wrong).toEqual([]);
});

test('every test of a fault that is done to a running emulator is on the page', async () => {
  const named = new Set(rows.flatMap(filesOf));
  const files = (await readdir('test/reliability')).filter((name) => name.endsWith('.test.ts'));
  const faults = files.filter((name) => name !== basename(import.meta.url));
  expect(faults.length).toBeGreaterThan(5);
  expect(faults.filter((name) => !named.has(`test/reliability/${name}`))).toEqual([]);
});
