import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect, type Server } from '../database/connect.ts';
import { findSqlFiles, type SqlSource } from '../sql-files/find-sql-files.ts';
import { loadSqlFiles } from '../sql-files/load-sql-files.ts';
import type { OwnDatabases } from './own-databases.ts';
import { toTemplate, type Template } from './template.ts';

/** Fills a database by other means than files. */
export type SeedFunction = (databaseName: string) => Promise<void>;

/** Where templates are made. */
interface TemplateServer {
  readonly database: Server;
  readonly own: OwnDatabases;
  /** Those that were made, by what they were made from. */
  readonly templates: Map<string, Promise<Template>>;
}

/** What a database is filled with at first. */
export interface SeedSources {
  readonly files: readonly SqlSource[];
  readonly seed?: SeedFunction;
}

/**
 * Makes a template from files of SQL and a function, once for the same files on a server.
 *
 * @throws Error that names file and line, and whatever the function throws.
 */
export async function loadTemplate(server: TemplateServer, { files, seed }: SeedSources): Promise<Template> {
  const paths = await findSqlFiles(files);
  if (seed !== undefined) return load(server, paths, seed);
  const key = await hashOf(paths);
  const known = server.templates.get(key) ?? load(server, paths);
  server.templates.set(key, known);
  // The next one may come after the file was mended.
  known.catch(() => server.templates.delete(key));
  return known;
}

async function load(
  { database, own }: TemplateServer,
  paths: readonly string[],
  seed?: SeedFunction,
): Promise<Template> {
  const name = own.newName();
  await own.makeEmpty(name);
  try {
    await loadSqlFiles(database, name, paths);
    await seed?.(name);
    const connection = await connect(database);
    try {
      return await toTemplate(connection, name);
    } finally {
      connection.destroy();
    }
  } catch (error) {
    await own.drop(name);
    throw error;
  }
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const text = await readFile(path);
    hash.update(`${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}
