import type { JSX } from 'preact';
import { change, draft, type AnswerOptions } from './draft.ts';

/** How the answer is wanted: the members of ExecuteStatement, by their own names. */
export function Options(): JSX.Element {
  const { options } = draft.value;
  const set = (members: Partial<AnswerOptions>): void => change({ options: { ...options, ...members } });
  const check = (name: keyof AnswerOptions, label: string, title: string): JSX.Element => (
    <label class="sql-check" title={title}>
      <input
        type="checkbox"
        checked={options[name] === true}
        onChange={({ currentTarget }) => set({ [name]: currentTarget.checked })}
      />
      {label}
    </label>
  );
  return (
    <fieldset class="sql-options">
      <legend class="unseen">Options of the call</legend>
      {check('includeResultMetadata', 'includeResultMetadata', 'Names and types of columns come with the rows')}
      {check(
        'formatRecordsAsJson',
        'formatRecordsAs JSON',
        'Rows as one JSON text of a list of objects; SELECT only, no metadata',
      )}
      {check('continueAfterTimeout', 'continueAfterTimeout', 'After 45 s the call fails, but the statement goes on')}
      <label class="sql-field">
        decimalReturnType
        <select
          value={options.decimalReturnType}
          onChange={({ currentTarget }) => set({ decimalReturnType: currentTarget.value as 'STRING' })}
        >
          <option>STRING</option>
          <option>DOUBLE_OR_LONG</option>
        </select>
      </label>
      <label class="sql-field">
        longReturnType
        <select
          value={options.longReturnType}
          onChange={({ currentTarget }) => set({ longReturnType: currentTarget.value as 'LONG' })}
        >
          <option>LONG</option>
          <option>STRING</option>
        </select>
      </label>
    </fieldset>
  );
}
