import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Fault } from '../../../faults/fault.ts';
import type { FaultReport } from '../../../faults/faults.ts';
import { faultState } from '../api/faults.ts';
import { countOf } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { change } from './change.ts';
import { Cluster } from './cluster.tsx';
import { describeFault } from './fault-kinds.ts';
import { FaultForm } from './fault-form.tsx';

/** What goes wrong on AWS now and then, on purpose: see what the handler makes of it. */
export function FaultsPage(): JSX.Element {
  const state = faultState.value;
  return (
    <>
      <PageHeader title="Faults">
        {state !== undefined && (
          <button
            type="button"
            class="button-danger"
            disabled={state.faults.length === 0 && state.cluster.state === 'available'}
            onClick={() => void change('DELETE', '/faults')}
          >
            <Icon name="clear" /> Clear all
          </button>
        )}
        {state !== undefined && <Seed seed={state.seed} />}
      </PageHeader>
      <div class="page-body faults">{state !== undefined && <Parts {...state} />}</div>
    </>
  );
}

function Parts({ cluster, faults }: FaultReport): JSX.Element {
  return (
    <>
      <Cluster cluster={cluster} />
      <FaultForm />
      <section class="faults-card faults-active" aria-labelledby="faults-active">
        <h2 id="faults-active">Active faults</h2>
        {faults.length === 0 ? <p class="soft">None: every call goes through.</p> : <List faults={faults} />}
      </section>
    </>
  );
}

function List({ faults }: { faults: readonly Fault[] }): JSX.Element {
  return (
    <ul class="faults-list">
      {faults.map((fault) => (
        <li key={fault.id}>
          <div>
            <strong>{describeFault(fault)}</strong>
            <p class="soft">{describeScope(fault)}</p>
          </div>
          <span class="numbers faults-hits">
            {countOf(fault.hits, 'hit')}
            {fault.remaining !== undefined && `, ${fault.remaining} to come`}
          </span>
          <button
            type="button"
            aria-label={`Remove ${describeFault(fault)}`}
            onClick={() => void change('DELETE', `/faults/${encodeURIComponent(fault.id)}`)}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}

function describeScope({ operations, sql, probability }: Fault): string {
  const calls = operations === undefined ? 'All operations' : operations.join(', ');
  return [
    calls,
    ...(sql === undefined ? [] : [`SQL like /${sql}/`]),
    ...(probability === 1 ? [] : [`${Math.round(probability * 100)} % of calls`]),
  ].join(' · ');
}

/** With the same seed the same calls are hit again. */
function Seed({ seed }: { seed: number }): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const set = (event: Event): void => {
    event.preventDefault();
    void change('PUT', '/faults/seed', { seed: Number(typed ?? seed) }).then(() => setTyped(undefined));
  };
  return (
    <form class="faults-seed" onSubmit={set}>
      <label for="seed" title="Chance repeats itself with the same seed: which calls are hit, and how long they wait">
        Seed
      </label>
      <input
        id="seed"
        type="number"
        min="0"
        step="1"
        value={typed ?? String(seed)}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <button type="submit" disabled={typed === undefined}>
        Set the seed
      </button>
    </form>
  );
}
