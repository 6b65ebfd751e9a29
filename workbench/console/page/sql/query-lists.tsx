import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatTime } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { draft, openDraft } from './draft.ts';
import { forget, history, save, saved } from './history.ts';

const name = signal('');

/** What was saved, and what ran before. */
export function QueryLists(): JSX.Element {
  return (
    <aside class="sql-lists" aria-label="Saved queries and history">
      <Saved />
      <History />
    </aside>
  );
}

function Saved(): JSX.Element {
  const keep = (event: Event): void => {
    event.preventDefault();
    if (name.value.trim() === '') return;
    save(name.value.trim(), draft.value);
    name.value = '';
  };
  return (
    <section>
      <h2>Saved</h2>
      <form class="sql-save" onSubmit={keep}>
        <input
          aria-label="Name to save this query under"
          placeholder="Name this query"
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
        <button type="submit">Save</button>
      </form>
      <ul>
        {saved.value.map((query) => (
          <li key={query.name}>
            <button type="button" class="button-quiet sql-entry" onClick={() => openDraft(query)}>
              {query.name}
            </button>
            <button
              type="button"
              class="button-quiet"
              aria-label={`Forget ${query.name}`}
              onClick={() => forget(query.name)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History(): JSX.Element {
  return (
    <section>
      <header>
        <h2>History</h2>
        {history.value.length > 0 && (
          <button type="button" class="button-quiet" onClick={() => (history.value = [])}>
            Clear
          </button>
        )}
      </header>
      {history.value.length === 0 && <p class="soft">What you run is listed here, and stays in this browser.</p>}
      <ol>
        {history.value.map((each) => (
          <li key={each.time}>
            <button type="button" class="button-quiet sql-entry" title={each.sql} onClick={() => openDraft(each)}>
              <code>{each.sql.replaceAll(/\s+/g, ' ').slice(0, 200)}</code>
              <span class={each.error === undefined ? 'soft' : 'bad'}>
                {each.error ?? `${each.durationMs.toFixed(0)} ms`} · {formatTime(new Date(each.time).toISOString())}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
