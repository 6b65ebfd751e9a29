import type { JSX } from 'preact';
import { adviseOn, detectKind } from './detect-kind.ts';
import { change, draft, parameterNames, type TypedValue } from './draft.ts';
import { fitsKind, formOfKind, VALUE_KINDS, type ValueKind } from './value-kinds.ts';

/** A row for each `:name` of the statement: its value, and what it is sent as. */
export function Parameters(): JSX.Element {
  const names = parameterNames.value;
  if (names.length === 0) {
    return (
      <p class="soft sql-note">
        Write <code>:name</code> where a value belongs, and a field for it appears here. The service binds it: it is
        never pasted into the SQL.
      </p>
    );
  }
  return (
    <div class="sql-parameters">
      {names.map((name) => (
        <Parameter key={name} name={name} />
      ))}
    </div>
  );
}

function Parameter({ name }: { name: string }): JSX.Element {
  const { text = '', kind } = draft.value.values[name] ?? {};
  const sent = kind ?? detectKind(text);
  const set = (value: TypedValue): void => change({ values: { ...draft.value.values, [name]: value } });
  const choose = (chosen: string): void => set({ text, ...(chosen === '' ? {} : { kind: chosen as ValueKind }) });
  const isNull = sent === 'isNull';
  const wrong = fitsKind(sent, text) ? undefined : `This is to be ${formOfKind(sent)}.`;
  const advice = wrong ?? adviseOn(sent, text);
  return (
    <div class="sql-parameter">
      <label for={`value-${name}`}>:{name}</label>
      <input
        id={`value-${name}`}
        class="mono"
        value={text}
        disabled={isNull && kind !== undefined}
        placeholder={isNull ? 'NULL' : 'value'}
        aria-invalid={wrong !== undefined}
        aria-describedby={advice === undefined ? undefined : `advice-${name}`}
        onInput={({ currentTarget }) => set({ text: currentTarget.value, ...(kind === undefined ? {} : { kind }) })}
      />
      <select
        aria-label={`What :${name} is sent as`}
        value={kind ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="">detected: {labelOf(detectKind(text))}</option>
        {VALUE_KINDS.map(({ kind: each, label }) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </select>
      {advice !== undefined && (
        <p id={`advice-${name}`} class={wrong === undefined ? 'soft' : 'bad'}>
          {advice}
        </p>
      )}
    </div>
  );
}

function labelOf(kind: ValueKind): string {
  return VALUE_KINDS.find((each) => each.kind === kind)?.label ?? kind;
}
