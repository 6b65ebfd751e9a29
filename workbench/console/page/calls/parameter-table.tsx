import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SqlParameter } from '../../../../emulator/text.ts';
import { countOf } from '../parts/format.ts';
import { toShown } from './place-parameters.ts';

const SETS = 5;

/** Parameters as they were sent; of a batch, the first sets. */
export function ParameterTable({ sets }: { sets: readonly (readonly SqlParameter[])[] }): JSX.Element {
  const [limit, setLimit] = useState(SETS);
  const isBatch = sets.length > 1;
  return (
    <details class="fold" open={!isBatch}>
      <summary>{isBatch ? countOf(sets.length, 'parameter set') : countOf(sets[0]?.length ?? 0, 'parameter')}</summary>
      <table class="parameters">
        <thead>
          <tr>
            {isBatch && <th scope="col">Set</th>}
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">Sent as</th>
          </tr>
        </thead>
        <tbody>
          {sets.slice(0, limit).flatMap((set, n) =>
            set.map((parameter, m) => (
              <tr key={`${n}-${m}`}>
                {isBatch && <td class="numbers">{m === 0 ? n + 1 : ''}</td>}
                <Row parameter={parameter} />
              </tr>
            )),
          )}
        </tbody>
      </table>
      {sets.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(limit * 10)}>
          Show more: {limit} of {sets.length} sets are shown
        </button>
      )}
    </details>
  );
}

function Row({ parameter }: { parameter: SqlParameter }): JSX.Element {
  const [[member, value] = ['nothing', '']] = Object.entries(parameter.value ?? {}) as [string, unknown][];
  return (
    <>
      <td class="mono">{parameter.name}</td>
      <td class="mono">
        <span class="parameter">{toShown(member, value)}</span>
      </td>
      <td class="soft">
        {member}
        {parameter.typeHint !== undefined && ` · ${parameter.typeHint}`}
      </td>
    </>
  );
}
