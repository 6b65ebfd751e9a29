import type { JSX } from 'preact';
import { formatBytes, formatCount, formatDuration, formatTime, shortId } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { Answer } from './answer.tsx';
import { toRequest, type Call } from './call.ts';
import { chosenId } from './calls-view.ts';
import { ErrorNote } from './error-note.tsx';
import { openPanel } from './panels.tsx';
import { ParameterTable } from './parameter-table.tsx';
import { SqlText } from './sql-text.tsx';
import { Weight, weightOf } from './weight.tsx';

/** Everything about one call. */
export function CallDetails({ call }: { call: Call }): JSX.Element {
  const { operation, sql, parameters, parameterSets, error, unknownMembers, faults = [] } = call;
  return (
    <section class="details" aria-label={`Call ${call.id}`}>
      <header class="details-header">
        <h2>{operation}</h2>
        <span class={error === undefined ? 'badge badge-good' : 'badge badge-bad'}>
          {call.status} {error?.name ?? 'OK'}
        </span>
        <button type="button" class="button-quiet details-close" onClick={() => (chosenId.value = undefined)}>
          <Icon name="close" /> <span class="unseen">Close the call</span>
        </button>
      </header>
      <div class="details-actions">
        <button type="button" onClick={() => openPanel('replay')}>
          <Icon name="replay" /> Replay
        </button>
        <button type="button" onClick={() => openPanel('edit')}>
          <Icon name="edit" /> Edit and send
        </button>
        <button type="button" onClick={() => openPanel('copy')}>
          <Icon name="copy" /> Copy as …
        </button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {faults.length > 0 && <p class="note note-warn">Done to it on purpose: {faults.join(', ')}</p>}
      {unknownMembers.length > 0 && (
        <p class="note note-warn">
          The service ignores <code>{unknownMembers.join(', ')}</code>: it knows no such member. Is it a spelling
          mistake?
        </p>
      )}
      {sql !== undefined && (
        <pre class="sql" role="region" aria-label="SQL" tabIndex={0}>
          <SqlText sql={sql} parameters={parameters ?? parameterSets?.[0]} />
        </pre>
      )}
      {(parameters ?? parameterSets) !== undefined && <ParameterTable sets={parameterSets ?? [parameters ?? []]} />}
      <Facts call={call} />
      {error === undefined && <Answer call={call} />}
      <details class="fold">
        <summary>Request</summary>
        <JsonView value={toRequest(call)} label="Request" />
      </details>
    </section>
  );
}

function Facts({ call }: { call: Call }): JSX.Element {
  const { time, durationMs, rows, bytes, client, invocation, transactionId, database } = call;
  const { limit } = weightOf(call);
  const facts: readonly (readonly [string, JSX.Element | string | undefined])[] = [
    ['Took', `${formatDuration(durationMs)} at ${formatTime(time)}`],
    ['Rows', call.operation.endsWith('Statement') && call.error === undefined ? formatCount(rows) : undefined],
    [
      'Weight',
      bytes === 0 ? undefined : (
        <span class="fact-weight">
          {formatBytes(bytes)} of {formatBytes(limit)} <Weight call={call} />
        </span>
      ),
    ],
    ['Database', database],
    [
      'Transaction',
      transactionId === undefined ? undefined : <code title={transactionId}>…{shortId(transactionId)}</code>,
    ],
    ['Function', invocation === undefined ? undefined : (invocation.functionName ?? invocation.id)],
    ['Client', client],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
