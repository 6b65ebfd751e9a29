import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const EXPORTS_HANDLER = /\bexport\b[^;]*\bhandler\b/;
/** What the others are compared with. */
const ORIGINAL = 'lambda-rds.ts';

/** @returns the files of a folder, and of those in it, that export a handler; the folder's own first. */
export async function findHandlers(folder: string): Promise<string[]> {
  const entries = await list(folder);
  const folders = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
  const inner = await Promise.all(folders.map(({ name }) => list(join(folder, name))));
  const files = [...entries, ...inner.flat()]
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name) && entry.name !== ORIGINAL)
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return files
    .filter((_, index) => EXPORTS_HANDLER.test(texts[index] ?? ''))
    .map((file) => relative(folder, file).replaceAll('\\', '/'));
}

async function list(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => a.name.localeCompare(b.name));
}
