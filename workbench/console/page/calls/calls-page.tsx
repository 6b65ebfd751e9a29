import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { tryOrTell } from '../parts/toast.tsx';
import { route } from '../shell/route.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { CallDetails } from './call-details.tsx';
import { CallList } from './call-list.tsx';
import { clearCalls, isPaused, setPaused } from './call-store.ts';
import { CallsToolbar } from './calls-toolbar.tsx';
import { changeFilter, chosenCall, chosenId, view } from './calls-view.ts';
import { choose } from './choose.ts';
import { openPanel, Panels } from './panels.tsx';

/** Every call as it is answered. */
export function CallsPage(): JSX.Element {
  const [linked] = route.value.rest;
  useEffect(() => {
    if (linked !== undefined) chosenId.value = Number(linked);
  }, [linked]);
  const search = route.value.query.get('search');
  useEffect(() => {
    if (search === null) return;
    changeFilter({ search });
    view.value = 'timeline';
  }, [search]);
  useShortcuts('Calls', [
    { keys: '/', does: 'Search', run: () => document.querySelector<HTMLElement>('#calls-search')?.focus() },
    { keys: 'j', does: 'Next call', run: () => choose(1) },
    { keys: 'k', does: 'Previous call', run: () => choose(-1) },
    { keys: 'v', does: 'List or timeline', run: () => (view.value = view.value === 'list' ? 'timeline' : 'list') },
    { keys: 'p', does: 'Pause or go on', run: () => setPaused(!isPaused.value) },
    { keys: 'x', does: 'Clear', run: () => void tryOrTell(clearCalls) },
    { keys: 'r', does: 'Replay the call', run: () => openPanel('replay') },
    { keys: 'e', does: 'Edit it and send it', run: () => openPanel('edit') },
    { keys: 'y', does: 'Copy it as a program', run: () => openPanel('copy') },
    { keys: 'Escape', does: 'Close the call', run: () => (chosenId.value = undefined) },
  ]);
  const call = chosenCall.value;
  return (
    <>
      <CallsToolbar />
      <div class={call === undefined ? 'calls' : 'calls calls-split'}>
        <CallList />
        {call !== undefined && <CallDetails key={call.id} call={call} />}
      </div>
      {call !== undefined && <Panels call={call} />}
    </>
  );
}
