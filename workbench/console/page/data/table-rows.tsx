import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { RecordsGrid } from '../parts/records-grid.tsx';
import { navigate, route } from '../shell/route.ts';
import { countRows, listColumns, readRows, type Column } from './catalog.ts';
import { ColumnTable } from './column-table.tsx';
import { useLoaded } from './loaded.ts';

const PAGE_ROWS = 50;

interface TableRowsProps {
  readonly database: string;
  readonly table: string;
  readonly version: number;
}

/** A table: its rows, a page at a time, or its columns. */
export function TableRows({ database, table, version }: TableRowsProps): JSX.Element {
  const [tab, setTab] = useState<'rows' | 'columns'>('rows');
  const columns = useLoaded(() => listColumns(database, table), [database, table, version]);
  const count = useLoaded(() => countRows(database, table), [database, table, version]);
  return (
    <section class="data-table" aria-label={table}>
      <header class="data-header">
        <h2>{table}</h2>
        <span class="soft numbers">{count.value === undefined ? '' : `${formatCount(count.value)} rows`}</span>
        <div class="segments" role="group" aria-label="What of it">
          <button type="button" aria-pressed={tab === 'rows'} onClick={() => setTab('rows')}>
            Rows
          </button>
          <button type="button" aria-pressed={tab === 'columns'} onClick={() => setTab('columns')}>
            Columns
          </button>
        </div>
      </header>
      {columns.trouble !== undefined && <p class="note note-bad">{columns.trouble}</p>}
      {columns.value !== undefined &&
        (tab === 'columns' ? (
          <ColumnTable columns={columns.value} />
        ) : (
          <Rows database={database} table={table} columns={columns.value} count={count.value ?? 0} />
        ))}
    </section>
  );
}

interface RowsProps {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly count: number;
}

function Rows({ database, table, columns, count }: RowsProps): JSX.Element {
  const page = Math.max(1, Number(route.value.query.get('page') ?? 1) || 1);
  const offset = (page - 1) * PAGE_ROWS;
  const wanted = { database, table, columns, limit: PAGE_ROWS, offset };
  const { value, trouble } = useLoaded(() => readRows(wanted), [columns, page]);
  if (trouble !== undefined) return <p class="note note-bad">{trouble}</p>;
  if (value === undefined) return <p class="soft">…</p>;
  const go = (to: number): void => navigate('data', [database, table], { page: String(to) });
  return (
    <>
      {value.records.length === 0 ? (
        <p class="soft">No rows{page > 1 && ' on this page'}.</p>
      ) : (
        <RecordsGrid label={`Rows of ${table}`} columns={value.columns} records={value.records} />
      )}
      {(count > PAGE_ROWS || page > 1) && (
        <div class="data-pages numbers">
          <button type="button" disabled={page === 1} onClick={() => go(page - 1)}>
            <Icon name="left" /> Previous
          </button>
          <span>
            {formatCount(offset + 1)} to {formatCount(offset + value.records.length)} of {formatCount(count)}
          </span>
          <button type="button" disabled={offset + PAGE_ROWS >= count} onClick={() => go(page + 1)}>
            Next <Icon name="right" />
          </button>
        </div>
      )}
    </>
  );
}
