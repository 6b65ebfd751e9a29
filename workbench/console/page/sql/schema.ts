import { effect, signal } from '@preact/signals';
import { about, ownCluster } from '../api/about.ts';
import { callOrThrow } from '../api/data-api.ts';
import { draft } from './draft.ts';

/** Columns by table. */
export type Schema = Readonly<Record<string, readonly string[]>>;

export const schema = signal<Schema>({});
export const databases = signal<readonly string[]>([]);

const COLUMNS = `SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = :schema ORDER BY TABLE_NAME, ORDINAL_POSITION LIMIT 5000`;
const SCHEMAS = `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA
WHERE SCHEMA_NAME NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY SCHEMA_NAME`;

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
  const found = await select(SCHEMAS, []);
  databases.value = found.map(([database = '']) => database);
  const rows = await select(COLUMNS, [{ name: 'schema', value: { stringValue: name } }]);
  const tables: Record<string, string[]> = {};
  for (const [table = '', column = ''] of rows) (tables[table] ??= []).push(column);
  schema.value = tables;
}

async function select(sql: string, parameters: readonly object[]): Promise<string[][]> {
  const { resourceArn, secretArn } = ownCluster();
  const answer = (await callOrThrow('ExecuteStatement', { resourceArn, secretArn, sql, parameters })) as {
    records: { stringValue: string }[][];
  };
  return answer.records.map((record) => record.map(({ stringValue }) => stringValue));
}
