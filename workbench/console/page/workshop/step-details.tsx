import type { JSX } from 'preact';
import { toJson } from '../api/json.ts';
import type { RecordedCall } from '../../../calls/recorded-call.ts';
import type { WorkshopStep } from '../../../workshop/workshop-state.ts';

const TITLES = {
  waiting: 'not yet',
  running: 'running',
  passed: 'passes',
  failed: 'fails',
  advice: 'passes, with advice',
  skipped: 'skipped: the handler cannot run',
} as const;

/** One step: the event, what was expected, what came, and the calls behind it. */
export function StepDetails({ step }: { step: WorkshopStep }): JSX.Element {
  const { name, state, hint, differences = [], calls = [], callCount = 0 } = step;
  return (
    <section class="step-details" aria-label="The step">
      <h2>
        {name} <span class={`step-state step-${state}`}>{TITLES[state]}</span>
      </h2>
      {differences.map(({ event, expected, got }, n) => (
        <dl key={n} class="difference">
          {event !== undefined && (
            <>
              <dt>event</dt>
              <dd>{toJson(event)}</dd>
            </>
          )}
          <dt>expected</dt>
          <dd class="good">{expected}</dd>
          <dt>got</dt>
          <dd class="bad">{got}</dd>
        </dl>
      ))}
      {hint !== undefined && (
        <details class="step-hint">
          <summary>A hint</summary>
          <p>{hint}</p>
        </details>
      )}
      {(state === 'passed' || state === 'failed' || state === 'advice') && <Calls calls={calls} count={callCount} />}
    </section>
  );
}

function Calls({ calls, count }: { calls: readonly RecordedCall[]; count: number }): JSX.Element {
  if (calls.length === 0) return <p class="soft">No calls of the Data API behind this step.</p>;
  return (
    <>
      <h3>The Data API calls behind it</h3>
      <ol class="step-calls">
        {calls.map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </ol>
      {count > calls.length && <p class="soft">and {count - calls.length} more</p>}
    </>
  );
}

function Call({ call }: { call: RecordedCall }): JSX.Element {
  const { operation, sql, error, durationMs, parameters, parameterSets, result } = call;
  const shown = { parameters, parameterSets, result, error };
  return (
    <li>
      <details>
        <summary>
          <strong class={error === undefined ? undefined : 'bad'}>{operation}</strong>{' '}
          <code>{sql?.replaceAll(/\s+/g, ' ')}</code>{' '}
          <span class="soft numbers">{error === undefined ? `${durationMs.toFixed(1)} ms` : error.name}</span>
        </summary>
        <pre tabIndex={0}>{toJson(shown, 2)}</pre>
      </details>
    </li>
  );
}
