import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ClusterState } from '../../../../emulator/index.ts';
import { Icon } from '../parts/icon.tsx';
import { change } from './change.ts';

const WORDS = {
  available: 'The cluster is available',
  paused: 'The cluster is paused',
  resuming: 'The cluster is resuming',
} as const;

/** A serverless cluster that pauses: by hand, or by itself when nobody calls. */
export function Cluster({ cluster }: { cluster: ClusterState }): JSX.Element {
  const { state, resumesInMs } = cluster;
  return (
    <section class={`faults-card cluster cluster-${state}`} aria-labelledby="cluster">
      <h2 id="cluster" aria-live="polite">
        {WORDS[state]}
        {resumesInMs !== undefined && `: ${Math.ceil(resumesInMs / 1000)} s to go`}
      </h2>
      <p class="soft">
        A paused cluster refuses the first call with DatabaseResumingException, and wakes up. A handler has to wait and
        try again: no SDK does it.
      </p>
      <div class="faults-row">
        {state === 'available' ? (
          <button type="button" class="button-main" onClick={() => void change('POST', '/pause')}>
            <Icon name="pause" /> Pause now
          </button>
        ) : (
          <button type="button" class="button-main" onClick={() => void change('POST', '/resume')}>
            <Icon name="play" /> Resume at once
          </button>
        )}
        <AutoPause cluster={cluster} />
      </div>
    </section>
  );
}

function AutoPause({ cluster: { autoPauseSeconds, resumeSeconds } }: { cluster: ClusterState }): JSX.Element {
  const [after, setAfter] = useState<string>();
  const [resume, setResume] = useState<string>();
  const send = (seconds: number | null): void => {
    const body = { autoPauseSeconds: seconds, resumeSeconds: Number(resume ?? resumeSeconds) };
    void change('PUT', '/auto-pause', body).then(() => {
      setAfter(undefined);
      setResume(undefined);
    });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    send(Number(after ?? autoPauseSeconds ?? 300));
  };
  return (
    <form class="faults-row" onSubmit={submit}>
      <label>
        Pause after{' '}
        <input
          type="number"
          min="0"
          step="any"
          value={after ?? String(autoPauseSeconds ?? 300)}
          onInput={({ currentTarget }) => setAfter(currentTarget.value)}
        />{' '}
        s without a call,
      </label>
      <label>
        resume in{' '}
        <input
          type="number"
          min="0"
          step="any"
          value={resume ?? String(resumeSeconds)}
          onInput={({ currentTarget }) => setResume(currentTarget.value)}
        />{' '}
        s
      </label>
      <button type="submit">{autoPauseSeconds === null ? 'Switch on' : 'Change'}</button>
      {autoPauseSeconds !== null && (
        <button type="button" onClick={() => send(null)}>
          Switch off
        </button>
      )}
    </form>
  );
}
