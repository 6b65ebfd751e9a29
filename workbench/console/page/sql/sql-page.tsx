import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ownCluster } from '../api/about.ts';
import { Icon } from '../parts/icon.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { BatchSets } from './batch-sets.tsx';
import { change, draft, statement } from './draft.ts';
import { Editor } from './editor.tsx';
import { Options } from './options.tsx';
import { Parameters } from './parameters.tsx';
import { QueryLists } from './query-lists.tsx';
import { Result } from './result.tsx';
import { databases, startSchema } from './schema.ts';
import { isRunning, run } from './session.ts';
import { TransactionBar } from './transaction-bar.tsx';

const RUN_KEY = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ ↵' : 'Ctrl ↵';

/** Write a statement, bind its parameters, see what the Data API answers, and why it looks so. */
export function SqlPage(): JSX.Element {
  useEffect(startSchema, []);
  useEffect(listenToRunKey, []);
  return (
    <>
      <PageHeader title="SQL">
        <button type="button" class="button-main" disabled={isRunning.value} onClick={() => void run()}>
          <Icon name="play" /> {isRunning.value ? 'Running …' : 'Run'} <kbd>{RUN_KEY}</kbd>
        </button>
        <button type="button" disabled={isRunning.value} onClick={() => void run('EXPLAIN ')}>
          Explain
        </button>
        <DatabaseSelect />
        <TransactionBar />
      </PageHeader>
      <div class="sql-layout">
        <div class="sql-main">
          <Editor />
          <Refusal />
          <div class="sql-inputs">
            <ModeSwitch />
            {draft.value.isBatch ? <BatchSets /> : <Parameters />}
            {!draft.value.isBatch && <Options />}
          </div>
          <Result />
        </div>
        <QueryLists />
      </div>
    </>
  );
}

/** Ctrl-Enter and Cmd-Enter run, wherever the focus is; the editor has them for itself. */
function listenToRunKey(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void run();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function DatabaseSelect(): JSX.Element {
  const own = ownCluster().database;
  return (
    <label class="sql-field">
      Database
      <select value={draft.value.database} onChange={({ currentTarget }) => change({ database: currentTarget.value })}>
        <option value="">{own}</option>
        {databases.value
          .filter((name) => name !== own)
          .map((name) => (
            <option key={name}>{name}</option>
          ))}
      </select>
    </label>
  );
}

function Refusal(): JSX.Element | null {
  const { refusal } = statement.value;
  if (refusal === undefined || draft.value.sql.trim() === '') return null;
  return <p class="sql-warning">The service will refuse this: {refusal}.</p>;
}

/** One statement with one set of values, or the same statement with many. */
function ModeSwitch(): JSX.Element {
  const { isBatch } = draft.value;
  return (
    <div class="segments" role="group" aria-label="How often it runs">
      <button type="button" aria-pressed={!isBatch} onClick={() => change({ isBatch: false })}>
        One statement
      </button>
      <button type="button" aria-pressed={isBatch} onClick={() => change({ isBatch: true })}>
        Batch
      </button>
    </div>
  );
}
