import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../../workbench/package-root.ts';

const LAUNCHER = 'workbench/package/launch.js';

let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'clone-'));
  await add('node_modules/.package-lock.json', '{}', 1);
  await symlink(join(PACKAGE_ROOT, 'node_modules/tsx'), join(clone, 'node_modules/tsx'));
  await add('package.json', '{ "type": "module" }', 1);
  await add('emulator/http/app.ts', '', 1);
  await add('workbench/main.ts', 'const text: string = process.argv[2] ?? ""; console.log(`sources ${text}`);', 1);
  await mkdir(join(clone, 'workbench/package'));
  await copyFile(join(PACKAGE_ROOT, LAUNCHER), join(clone, LAUNCHER));
  await utimes(join(clone, LAUNCHER), 1, 1);
});
afterEach(() => rm(clone, { recursive: true }));

/** @param changed in seconds since the epoch. */
async function add(name: string, content: string, changed: number): Promise<void> {
  const path = join(clone, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await utimes(path, changed, changed);
}

async function launch(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(clone, LAUNCHER), 'start']);
  return stdout.trim();
}

test('a clone that was not built runs from its sources', async () => {
  expect(await launch()).toBe('sources start');
});

test('a clone that was built runs as it was built', async () => {
  await add('dist/workbench/main.js', 'console.log(`built ${process.argv[2]}`);', 2);
  expect(await launch()).toBe('built start');
});

test.each([
  'emulator/http/app.ts',
  'workbench/main.ts',
  'workbench/commands/new.ts',
  'node_modules/.package-lock.json',
])('where %s has changed since, a clone runs from its sources', async (name) => {
  await add('dist/workbench/main.js', 'console.log(`built ${process.argv[2]}`);', 2);
  await utimes(join(clone, 'workbench/main.ts'), 1, 1);
  if (name.endsWith('new.ts')) await add(name, '', 3);
  else await utimes(join(clone, name), 3, 3);
  expect(await launch()).toBe('sources start');
});
