import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { endpoint } from '../api/about.ts';
import { toJson } from '../api/json.ts';
import { ErrorNote } from '../calls/error-note.tsx';
import { COPY_AS } from '../copy/copy-as.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { countOf } from '../parts/format.ts';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { ColumnNotes } from './column-notes.tsx';
import { ResultGrid } from './result-grid.tsx';
import { download, toCsv, toJsonText, toRows, type AnswerBody, type Rows } from './result-rows.ts';
import { outcome, trouble, type Outcome } from './session.ts';

type Tab = 'Rows' | 'Columns' | 'JSON';

const tab = signal<Tab>('Rows');
/** The column whose form was asked about. */
const asked = signal<number | undefined>(undefined);

/** What came back. */
export function Result(): JSX.Element {
  const last = outcome.value;
  return (
    <section class="sql-result" aria-label="Result">
      {trouble.value !== undefined && (
        <p class="sql-error" role="alert">
          {trouble.value}
        </p>
      )}
      {last === undefined ? trouble.value === undefined && <Nothing /> : <Shown {...last} />}
    </section>
  );
}

function Nothing(): JSX.Element {
  return (
    <EmptyState icon="sql" title="Ask the Data API">
      <p>
        Run a statement: you see its rows as a table, the JSON that an SDK gets, and for each column why its values look
        as they do.
      </p>
    </EmptyState>
  );
}

function Shown({ operation, request, answer }: Outcome): JSX.Element {
  const body = answer.body as AnswerBody;
  const rows = answer.error === undefined ? toRows(body) : undefined;
  return (
    <>
      <header class="sql-summary">
        <p role="status">{answer.error === undefined ? summarize(body, rows) : 'Refused'}</p>
        <span class="soft numbers">{answer.durationMs.toFixed(1)} ms</span>
        {rows !== undefined && <Exports rows={rows} />}
        <CopyAs operation={operation} request={request} />
      </header>
      {answer.error === undefined ? <Tabs body={body} rows={rows} /> : <Refused error={answer.error} />}
    </>
  );
}

function summarize(body: AnswerBody, rows: Rows | undefined): string {
  if (rows !== undefined) return countOf(rows.rows.length, 'row');
  if (body.updateResults !== undefined) return `${countOf(body.updateResults.length, 'set')} ran`;
  return `${countOf(body.numberOfRecordsUpdated ?? 0, 'row')} inserted, updated or deleted`;
}

function Refused({ error }: { error: { readonly name: string; readonly message: string } }): JSX.Element {
  return (
    <div class="sql-refused" role="alert">
      <h2 class="bad">{error.name}</h2>
      <ErrorNote error={error} />
    </div>
  );
}

function Tabs({ body, rows }: { body: AnswerBody; rows: Rows | undefined }): JSX.Element {
  const hasColumns = (body.columnMetadata?.length ?? 0) > 0;
  const tabs: Tab[] = rows === undefined ? ['JSON'] : ['Rows', 'Columns', 'JSON'];
  const shown = tabs.includes(tab.value) ? tab.value : 'JSON';
  const ask = (column: number): void => {
    asked.value = column;
    tab.value = 'Columns';
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Forms of the answer" onKeyDown={(event) => move(event, tabs, shown)}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === shown}
            aria-controls="sql-panel"
            tabIndex={name === shown ? 0 : -1}
            onClick={() => (tab.value = name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id="sql-panel" role="tabpanel" aria-labelledby={`tab-${shown}`} class="sql-panel">
        {shown === 'Rows' && rows !== undefined && <ResultGrid rows={rows} onAsk={hasColumns ? ask : undefined} />}
        {shown === 'Columns' && <ColumnNotes body={body} asked={asked.value} />}
        {shown === 'JSON' && (
          <pre class="sql-json" tabIndex={0}>
            {toJson(body, 2)}
          </pre>
        )}
      </div>
    </>
  );
}

/** Arrows go from tab to tab. */
function move(event: KeyboardEvent, tabs: readonly Tab[], shown: Tab): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const next = tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length];
  if (next === undefined) return;
  tab.value = next;
  document.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
}

function Exports({ rows }: { rows: Rows }): JSX.Element {
  return (
    <span class="sql-exports">
      <button type="button" onClick={() => download('result.csv', 'text/csv', toCsv(rows))}>
        CSV
      </button>
      <button type="button" onClick={() => download('result.json', 'application/json', toJsonText(rows))}>
        JSON
      </button>
    </span>
  );
}

function CopyAs({ operation, request }: Pick<Outcome, 'operation' | 'request'>): JSX.Element {
  const copy = (name: string): void =>
    void tryOrTell(async () => {
      const copier = COPY_AS.find((each) => each.name === name);
      if (copier === undefined) return;
      await navigator.clipboard.writeText(copier.write({ operation, request, endpoint: endpoint() }));
      showToast(`Copied as ${name}`);
    });
  return (
    <select
      class="sql-copy"
      aria-label="Copy this call as a program"
      value=""
      onChange={({ currentTarget }) => {
        copy(currentTarget.value);
        currentTarget.value = '';
      }}
    >
      <option value="">Copy as …</option>
      {COPY_AS.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
