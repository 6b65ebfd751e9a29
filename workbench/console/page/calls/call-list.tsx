import type { JSX } from 'preact';
import { about } from '../api/about.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { CallRow } from './call-row.tsx';
import { calls } from './call-store.ts';
import { chosenId, isFiltered, showEverything, shownCalls, timeline, view } from './calls-view.ts';
import { TimelineRowView } from './timeline-row.tsx';
import { isLive } from './watch-calls.ts';

const ROW_PIXELS = 30;

/** The calls that are wanted, as a list or as a timeline. */
export function CallList(): JSX.Element {
  if (shownCalls.value.length === 0) return calls.value.length > 0 && isFiltered() ? <NothingFound /> : <NoCallYet />;
  if (view.value === 'timeline') {
    return (
      <VirtualList
        items={timeline.value}
        rowHeight={ROW_PIXELS}
        label="Calls by invocation and transaction"
        keyOf={({ key }) => key}
        render={(row) => <TimelineRowView row={row} />}
        chosen={chosenId.value}
        onChoose={(row) => row.kind === 'call' && (chosenId.value = row.call.id)}
      />
    );
  }
  return (
    <VirtualList
      items={shownCalls.value}
      rowHeight={ROW_PIXELS}
      label="Calls"
      keyOf={({ id }) => id}
      render={(call) => <CallRow call={call} />}
      chosen={chosenId.value}
      onChoose={({ id }) => (chosenId.value = id)}
    />
  );
}

function NoCallYet(): JSX.Element {
  if (isLive.value !== true) return <></>;
  const environment = about.value?.environment ?? {};
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
  const copy = (): Promise<void> =>
    tryOrTell(async () => {
      await navigator.clipboard.writeText(lines.join('\n'));
      showToast('Copied');
    });
  return (
    <EmptyState icon="calls" title="No call yet">
      <p>Every call of the Data API shows up here, the moment it is answered. Your handler needs these variables:</p>
      <pre role="region" aria-label="Variables" tabIndex={0}>
        {lines.join('\n')}
      </pre>
      {environment['AWS_SECRET_ACCESS_KEY'] === undefined && (
        <p>
          and AWS_SECRET_ACCESS_KEY: it is told by <code>status -o env</code> where the workbench runs, and not here.
        </p>
      )}
      <button type="button" onClick={() => void copy()}>
        <Icon name="copy" /> Copy
      </button>
      <p>
        or run the workshop’s: <code>npm run solution</code>
      </p>
    </EmptyState>
  );
}

function NothingFound(): JSX.Element {
  return (
    <EmptyState icon="search" title="No call is like that">
      <p>{calls.value.length} calls are there, and the filter leaves none of them.</p>
      <button type="button" onClick={showEverything}>
        Show all
      </button>
    </EmptyState>
  );
}
