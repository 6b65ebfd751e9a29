// docs/differences.md is true: what it lists is shown by a case or a test, and what they show is listed.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { MODELLED_EXCEPTIONS } from '../../emulator/model/exceptions.ts';
import { CASES } from './cases/index.ts';

let page: string;
beforeAll(async () => {
  page = await readFile('docs/differences.md', 'utf8');
});

/** What a pattern's first group matches in a text. */
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);
/** The first cells of the page's tables are the names of entries. */
const entries = (): string[] => found(page, /^\| `([a-z0-9-]+)` /gm);
/** Entries that the page itself says no test can show, each with its reason. */
const notShown = (): string[] => found(page, /^- `([a-z0-9-]+)`: \S/gm);

/** All files of a folder and those below that end so, as one text. */
async function textOf(folder: string, ending: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

/** Entries that the cases of the conformance table show, and those that the titles of other tests name in brackets. */
async function shown(): Promise<Set<string>> {
  const titles = found(await textOf('test', '.test.ts'), /\(choice: ([a-z0-9-]+)\)/g);
  return new Set([...CASES.flatMap(({ choice }) => choice ?? []), ...titles]);
}

test('no entry is there twice', () => {
  const names = entries();
  expect(names).toEqual([...new Set(names)]);
  expect(names.length).toBeGreaterThan(50);
});

test('every entry is shown by a case or a test, or has its reason under "Not shown by a test"', async () => {
  const proven = await shown();
  expect(entries().filter((name) => !proven.has(name))).toEqual(notShown());
});

test('every choice that a case or a test names is an entry', async () => {
  const names = new Set(entries());
  expect([...(await shown())].filter((name) => !names.has(name))).toEqual([]);
});

test('contract 1.4: a modelled exception is thrown somewhere in the emulator, or listed as never answered (choice: never-answered)', async () => {
  const thrown = new Set(found(await textOf('emulator', '.ts'), /new ServiceException\(\s*'(\w+)'/g));
  const [, listed = ''] = /^\| `never-answered`.*\|([^|]*)\|$/m.exec(page) ?? [];
  const never = Object.keys(MODELLED_EXCEPTIONS).filter((name) => !thrown.has(name));
  expect(found(listed, /\b(\w+(?:Exception|Error))\b/g).toSorted()).toEqual(never.toSorted());
});

test('README.md shows how many rows there are', async () => {
  const shown = found(await readFile('README.md', 'utf8'), /(\d+ of \d+) rows of the contract/g);
  expect(new Set(shown)).toEqual(new Set([`${CASES.length} of ${CASES.length}`]));
});
