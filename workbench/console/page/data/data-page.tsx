import { useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { about } from '../api/about.ts';
import { isLookUp } from '../calls/call.ts';
import { calls } from '../calls/call-store.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { route } from '../shell/route.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { ResetDialog } from './reset-dialog.tsx';
import { TableRows } from './table-rows.tsx';
import { TableTree } from './table-tree.tsx';

/** After a call of somebody, it waits for more of them before it looks again. */
const SETTLE_MS = 250;

/** What is in the databases. It looks again after calls of others, which may have changed something. */
export function DataPage(): JSX.Element {
  const [version, setVersion] = useState(0);
  const [isAsked, setAsked] = useState(false);
  const refresh = (): void => setVersion((old) => old + 1);
  useOthersCalls(refresh);
  useShortcuts('Data', [{ keys: 'u', does: 'Refresh', run: refresh }]);
  const [database = about.value?.environment['DB_NAME'] ?? '', table] = route.value.rest;
  if (about.value === undefined) return <PageHeader title="Data" />;
  return (
    <>
      <PageHeader title="Data">
        <button type="button" onClick={refresh}>
          <Icon name="replay" /> Refresh
        </button>
        <button type="button" class="button-danger" onClick={() => setAsked(true)}>
          Reset to the seed …
        </button>
      </PageHeader>
      <div class="data">
        <TableTree database={database} table={table} version={version} />
        {table === undefined ? (
          <EmptyState icon="data" title="Choose a table">
            <p>Its rows, page by page, and its columns. All of it is asked for with ExecuteStatement.</p>
          </EmptyState>
        ) : (
          <TableRows key={`${database}.${table}`} database={database} table={table} version={version} />
        )}
      </div>
      {isAsked && <ResetDialog onDone={refresh} onClose={() => setAsked(false)} />}
    </>
  );
}

function useOthersCalls(refresh: () => void): void {
  const seen = useRef(calls.peek().at(-1)?.id ?? 0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSignalEffect(() => {
    const latest = calls.value.findLast((call) => !isLookUp(call))?.id ?? 0;
    if (latest <= seen.current) return;
    seen.current = latest;
    clearTimeout(timer.current);
    timer.current = setTimeout(refresh, SETTLE_MS);
  });
}
