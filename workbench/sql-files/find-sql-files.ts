import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of SQL, or a folder of them. */
export type SqlSource = string | URL;

/** What undoes a migration is no part of a schema. */
const IS_SQL = /(?<!\.down)\.sql$/i;

/**
 * Finds files of SQL in the order in which they are to be run: the sources one after another, a folder by the names of
 * what is in it, folders in it included.
 *
 * @throws Error for a path that is not there, and a folder without files of SQL.
 */
export async function findSqlFiles(sources: readonly SqlSource[]): Promise<string[]> {
  const files: string[] = [];
  for (const source of sources) {
    const path = source instanceof URL ? fileURLToPath(source) : source;
    if (!(await isFolder(path))) files.push(path);
    else {
      const found = await filesIn(path);
      if (found.length === 0) throw new Error(`${path} holds no .sql file`);
      files.push(...found);
    }
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    const reason = found.code === 'ENOENT' ? 'there is no such file or folder' : found.message;
    throw new Error(`${path}: ${reason} (seen from ${process.cwd()})`, { cause: found });
  }
  return found.isDirectory();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesIn(path)));
    else if (IS_SQL.test(entry.name)) files.push(path);
  }
  return files;
}
