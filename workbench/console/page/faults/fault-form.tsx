import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { change } from './change.ts';
import { FAULT_KINDS, OPERATIONS, type FaultSetting } from './fault-kinds.ts';

/** The place of the kind in the list. */
const chosen = signal(0);
/** What was typed, by the name of the setting. */
const typed = signal<Readonly<Record<string, string>>>({});
const operations = signal<readonly string[]>([]);

/** Orders a fault. */
export function FaultForm(): JSX.Element {
  const kind = FAULT_KINDS[chosen.value];
  const submit = (event: Event): void => {
    event.preventDefault();
    void change('POST', '/faults', toOrder());
  };
  return (
    <form class="faults-card fault-form" onSubmit={submit} aria-labelledby="new-fault">
      <h2 id="new-fault">Let something go wrong</h2>
      <div class="fault-kinds" role="radiogroup" aria-label="What goes wrong">
        {FAULT_KINDS.map(({ title }, n) => (
          <label key={title} class="fault-kind">
            <input type="radio" name="kind" checked={n === chosen.value} onChange={() => (chosen.value = n)} />
            {title}
          </label>
        ))}
      </div>
      <p class="soft">{kind?.lesson}</p>
      <div class="faults-row">
        {kind?.settings.map((setting) => (
          <Setting key={setting.name} setting={setting} />
        ))}
      </div>
      <fieldset class="faults-row fault-scope">
        <legend>Which calls: all of them, unless you choose</legend>
        {OPERATIONS.map((name) => (
          <label key={name} class="sql-check">
            <input
              type="checkbox"
              checked={operations.value.includes(name)}
              onChange={({ currentTarget: { checked } }) => choose(name, checked)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <div class="faults-row">
        {SCOPE.map((setting) => (
          <Setting key={setting.name} setting={setting} />
        ))}
        <button type="submit" class="button-main">
          Add this fault
        </button>
      </div>
    </form>
  );
}

const SCOPE: readonly FaultSetting[] = [
  { name: 'sql', label: 'SQL like (a regular expression)', type: 'text', initial: '' },
  { name: 'percent', label: 'Percent of calls', type: 'number', initial: '100' },
  { name: 'times', label: 'Times at most', type: 'number', initial: '' },
];

const TYPES = { number: { type: 'number', min: '0', step: 'any' }, text: {} } as const;

function choose(name: string, isChosen: boolean): void {
  const others = operations.value.filter((each) => each !== name);
  operations.value = isChosen ? [...others, name] : others;
}

function Setting({ setting: { name, label, type, initial, choices = [] } }: { setting: FaultSetting }): JSX.Element {
  const value = typed.value[name] ?? initial;
  const set = (text: string): void => void (typed.value = { ...typed.value, [name]: text });
  return (
    <label class="fault-setting">
      {label}
      {type === 'choice' ? (
        <select value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input {...TYPES[type]} value={value} onInput={({ currentTarget }) => set(currentTarget.value)} />
      )}
    </label>
  );
}

/** What is sent: settings that are empty are left out. */
function toOrder(): object {
  const kind = FAULT_KINDS[chosen.value];
  if (kind === undefined) return {};
  const read = ({ name, type, initial }: FaultSetting): [string, unknown][] => {
    const text = typed.value[name] ?? initial;
    if (text.trim() === '') return [];
    return [[name, type === 'number' ? Number(text) : text]];
  };
  const { percent = 100, ...scope } = Object.fromEntries(SCOPE.flatMap(read)) as { percent?: number };
  return {
    kind: kind.kind,
    ...kind.fixed,
    ...Object.fromEntries(kind.settings.flatMap(read)),
    ...scope,
    ...(percent === 100 ? {} : { probability: percent / 100 }),
    ...(operations.value.length === 0 ? {} : { operations: operations.value }),
  };
}
