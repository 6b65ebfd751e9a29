import type { JSX } from 'preact';
import { PATHS } from '../../../../emulator/text.ts';
import { countOf, formatCount } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { tryOrTell } from '../parts/toast.tsx';
import { clearCalls, dropped, isPaused, setPaused, waitingCount } from './call-store.ts';
import { changeFilter, filter, shownCalls, view } from './calls-view.ts';
import { isLive } from './watch-calls.ts';

/** Search, filters, the way it is shown; pause and clear. */
export function CallsToolbar(): JSX.Element {
  const { search, operation, isFailed, hasLookUps } = filter.value;
  return (
    <PageHeader title="Calls">
      <LiveState />
      <label class="search">
        <Icon name="search" />
        <span class="unseen">Search calls</span>
        <input
          id="calls-search"
          type="search"
          placeholder="Search SQL, values, errors"
          value={search}
          onInput={({ currentTarget }) => changeFilter({ search: currentTarget.value })}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
        />
        <kbd>/</kbd>
      </label>
      <label>
        <span class="unseen">Operation</span>
        <select value={operation} onChange={({ currentTarget }) => changeFilter({ operation: currentTarget.value })}>
          <option value="">All operations</option>
          {Object.keys(PATHS).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button type="button" aria-pressed={isFailed} onClick={() => changeFilter({ isFailed: !isFailed })}>
        Errors
      </button>
      <button
        type="button"
        class="look-ups"
        aria-pressed={hasLookUps}
        title="What this console asks for its own pages"
        onClick={() => changeFilter({ hasLookUps: !hasLookUps })}
      >
        Console calls
      </button>
      <div class="segments" role="group" aria-label="View">
        <button type="button" aria-pressed={view.value === 'list'} onClick={() => (view.value = 'list')}>
          List
        </button>
        <button type="button" aria-pressed={view.value === 'timeline'} onClick={() => (view.value = 'timeline')}>
          Timeline
        </button>
      </div>
      <span class="toolbar-end soft numbers" id="calls-count">
        {countOf(shownCalls.value.length, 'call')}
        {dropped.value > 0 && `, ${formatCount(dropped.value)} older ones dropped`}
      </span>
      <button
        type="button"
        aria-label={isPaused.value ? undefined : 'Pause'}
        aria-pressed={isPaused.value}
        onClick={() => setPaused(!isPaused.value)}
      >
        <Icon name={isPaused.value ? 'play' : 'pause'} />
        {isPaused.value ? `Go on (${formatCount(waitingCount.value)} new)` : <span class="button-word">Pause</span>}
      </button>
      <button type="button" aria-label="Clear" onClick={() => void tryOrTell(clearCalls)}>
        <Icon name="clear" /> <span class="button-word">Clear</span>
      </button>
    </PageHeader>
  );
}

function LiveState(): JSX.Element {
  const [kind, text] = isPaused.value ? ['warn', 'Paused'] : isLive.value ? ['good', 'Live'] : ['bad', 'Offline'];
  return (
    <span class="live" role="status">
      <span class={`state-dot state-${kind}`} /> {text}
    </span>
  );
}
