import { effect, signal } from '@preact/signals';
import { about, ownCluster } from '../api/about.ts';
import { listDatabases } from '../data/catalog.ts';
import { lookUp, toTexts } from '../data/look-up.ts';
import { draft } from './draft.ts';

/** Columns by table. */
export type Schema = Readonly<Record<string, readonly string[]>>;

/** Of the database that is chosen; empty until it came. */
export const schema = signal<Schema>({});
/** Those that can be chosen; none until they came. */
export const databases = signal<readonly string[]>([]);

const COLUMNS = `SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = :schema ORDER BY TABLE_NAME, ORDINAL_POSITION LIMIT 5000`;

/** Follows the database that is chosen. Completion is a comfort: where it cannot be had, nothing is said. */
export function startSchema(): () => void {
  return effect(() => {
    if (about.value === undefined) return;
    const own = ownCluster();
    const name = draft.value.database === '' ? own.database : draft.value.database;
    if (name === loaded) return;
    loaded = name;
    void load(name).catch(() => undefined);
  });
}

let loaded: string | undefined;

/** Asks anew, after a statement that may have changed it. */
export async function loadSchema(): Promise<void> {
  if (loaded !== undefined) await load(loaded).catch(() => undefined);
}

async function load(name: string): Promise<void> {
  databases.value = await listDatabases();
  const tables: Record<string, string[]> = {};
  for (const [table = '', column = ''] of toTexts(await lookUp(COLUMNS, { schema: name }))) {
    (tables[table] ??= []).push(column);
  }
  schema.value = tables;
}
