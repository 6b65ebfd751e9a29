// What the workshop's pages say is what there is.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkEvent } from '../../handler/event.ts';
import { toEnvironment, toUnsetLine } from '../../workbench/environment.ts';

const PAGES = ['handler/README.md', 'docs/aws.md'];
const withoutBlanks = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

test.each(PAGES)('the scripts and links of %s are there', async (page) => {
  const text = await readFile(page, 'utf8');
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(1);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => !link.startsWith('https://') && !existsSync(join(dirname(page), link)));
  expect(broken).toEqual([]);
});

test('every hint is what the solution does', async () => {
  const solution = withoutBlanks(await readFile('handler/solutions/lambda-dataapi.ts', 'utf8'));
  const hints = [...(await readFile(PAGES[0] ?? '', 'utf8')).matchAll(/```ts\n([^]*?)```/g)].map(
    ([, code = '']) => code,
  );
  expect(hints).toHaveLength(5);
  for (const hint of hints) expect(solution).toContain(withoutBlanks(hint));
});

test('the skeleton and the solution differ in the TODOs only', async () => {
  const skeleton = await readFile('handler/lambda-dataapi.ts', 'utf8');
  const solution = (await readFile('handler/solutions/lambda-dataapi.ts', 'utf8')).replace('../event', './event');
  const withoutBodies = (text: string): string =>
    text
      .replace(/^[^]*?const client/, '')
      .replaceAll(/^(async function \w+Transaction|async function (?:insert|list)\w+)(\([^]*?\{)\n[^]*?^\}/gm, '$1$2}')
      .replace(/\n\/\*\* A step that is not done[^]*/, '');
  expect(withoutBodies(skeleton)).toBe(withoutBodies(solution));
});

test('the text of a refused event is the one that the page tells', async () => {
  const [, text = ''] = /it fails with `([^`]+)`/.exec(await readFile(PAGES[0] ?? '', 'utf8')) ?? [];
  expect(text).not.toBe('');
  expect(() => checkEvent({})).toThrow(text);
});

test('the page about AWS unsets what npm start sets', async () => {
  const line = toUnsetLine(toEnvironment('http://127.0.0.1:1', 'EmployeeDB', 'mysql://root@127.0.0.1'));
  expect(await readFile('docs/aws.md', 'utf8')).toContain(`\n${line}\n`);
});
