import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const EXPORTS_HANDLER = /\bexport\b[^;]*\bhandler\b/;
/** What the others are compared with. */
const ORIGINAL = 'lambda-rds.ts';

/** @returns the files below a folder that export a handler, the folder's own first. */
export async function findHandlers(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name) && entry.name !== ORIGINAL)
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return files
    .filter((_, index) => EXPORTS_HANDLER.test(texts[index] ?? ''))
    .map((file) => relative(folder, file).replaceAll('\\', '/'))
    .sort((a, b) => depth(a) - depth(b) || a.localeCompare(b));
}

function depth(file: string): number {
  return file.split('/').length;
}
