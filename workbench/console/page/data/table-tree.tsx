import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { navigate, toHref } from '../shell/route.ts';
import { listDatabases, listTables } from './catalog.ts';
import { useLoaded } from './loaded.ts';

interface TableTreeProps {
  readonly database: string;
  readonly table: string | undefined;
  /** Asks again when it changes. */
  readonly version: number;
}

/** A database, and its tables to choose from. */
export function TableTree({ database, table, version }: TableTreeProps): JSX.Element {
  const databases = useLoaded(listDatabases, [version]);
  const names = databases.value ?? [];
  return (
    <nav class="data-tree" aria-label="Tables">
      <label>
        <span class="unseen">Database</span>
        <select value={database} onChange={({ currentTarget }) => navigate('data', [currentTarget.value])}>
          {[...new Set([...names, database])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Tables key={database} database={database} table={table} version={version} />
    </nav>
  );
}

/** Where there is only one, it is chosen already. */
function Tables({ database, table, version }: TableTreeProps): JSX.Element {
  const { value: tables, trouble } = useLoaded(() => listTables(database), [database, version]);
  const only = tables?.length === 1 ? tables[0]?.name : undefined;
  useEffect(() => {
    // The back button is to leave the page, not to come here again.
    if (table === undefined && only !== undefined) location.replace(toHref('data', [database, only]));
  }, [database, table, only]);
  return (
    <>
      {trouble !== undefined && <p class="note note-bad">{trouble}</p>}
      {tables?.length === 0 && <p class="soft">No table in it.</p>}
      <ul>
        {tables?.map(({ name, isView }) => (
          <li key={name}>
            <a href={toHref('data', [database, name])} aria-current={name === table ? 'page' : undefined}>
              {name}
              {isView && <span class="soft"> view</span>}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
