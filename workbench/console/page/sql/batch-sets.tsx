import type { JSX } from 'preact';
import { toJson } from '../api/json.ts';
import { countOf } from '../parts/format.ts';
import { change, draft, parameterNames, sets } from './draft.ts';
import { VALUE_KINDS, type ValueKind } from './value-kinds.ts';

const SHOWN = 5;
const EXAMPLE = 'EmpId,EmpName\n101,Barbara Liskov\n102,NULL';

/** Sets of parameters from a pasted CSV or JSON: the statement runs once for each. */
export function BatchSets(): JSX.Element {
  const { sets: text, keepsEmpty } = draft.value;
  return (
    <div class="sql-batch">
      <label for="sets">Paste a CSV with a header, cells from a spreadsheet, or a JSON list of objects</label>
      <textarea
        id="sets"
        rows={6}
        spellcheck={false}
        placeholder={EXAMPLE}
        value={text}
        onInput={({ currentTarget }) => change({ sets: currentTarget.value })}
      />
      <label class="sql-check">
        <input
          type="checkbox"
          checked={keepsEmpty}
          onChange={({ currentTarget }) => change({ keepsEmpty: currentTarget.checked })}
        />
        Empty cells are empty texts, not NULL
      </label>
      <Problems />
      <Preview />
    </div>
  );
}

function Problems(): JSX.Element | null {
  const { errors, names } = sets.value;
  const missing = names.length === 0 ? [] : parameterNames.value.filter((name) => !names.includes(name));
  if (errors.length === 0 && missing.length === 0) return null;
  return (
    <ul class="sql-problems" role="alert">
      {errors.slice(0, SHOWN).map(({ line, column, message }) => (
        <li key={`${line}:${column}`}>
          <strong>
            Line {line}, column {column}
          </strong>{' '}
          {message}
        </li>
      ))}
      {errors.length > SHOWN && <li>and {errors.length - SHOWN} more</li>}
      {missing.length > 0 && (
        <li>The statement has {missing.map((name) => `:${name}`).join(', ')}, the sets do not.</li>
      )}
    </ul>
  );
}

/** The first sets as they will be sent. */
function Preview(): JSX.Element | null {
  const { names, kinds, sets: all } = sets.value;
  if (all.length === 0) return null;
  const choose = (name: string, kind: string): void => {
    const { [name]: _, ...others } = draft.value.setKinds;
    change({ setKinds: kind === '' ? others : { ...others, [name]: kind as ValueKind } });
  };
  return (
    <div class="grid-scroll" role="region" aria-label="The first sets" tabIndex={0}>
      <table class="grid">
        <caption>{countOf(all.length, 'set')}: the statement runs once for each</caption>
        <thead>
          <tr>
            {names.map((name, index) => (
              <th key={name} scope="col">
                :{name}
                <select
                  aria-label={`What :${name} is sent as`}
                  value={draft.value.setKinds[name] ?? ''}
                  onChange={({ currentTarget }) => choose(name, currentTarget.value)}
                >
                  <option value="">detected: {kinds[index]}</option>
                  {VALUE_KINDS.map(({ kind, label }) => (
                    <option key={kind} value={kind}>
                      {label}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.slice(0, SHOWN).map((set, row) => (
            <tr key={row}>
              {set.map(({ name, value }) => (
                <td key={name}>
                  <code>{toJson(value)}</code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
