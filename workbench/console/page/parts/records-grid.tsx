import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Field } from '../../../../emulator/text.ts';
import { toJson } from '../api/json.ts';

const PAGE_ROWS = 100;
const MAX_CELL_CHARACTERS = 200;

interface RecordsGridProps {
  readonly label: string;
  /** Names of the columns. */
  readonly columns: readonly string[];
  readonly records: readonly (readonly Field[])[];
}

/** Rows of an answer, decoded. */
export function RecordsGrid({ label, columns, records }: RecordsGridProps): JSX.Element {
  const [limit, setLimit] = useState(PAGE_ROWS);
  return (
    <>
      <div class="grid-box" role="region" aria-label={label} tabIndex={0}>
        <table class="records">
          <thead>
            <tr>
              {columns.map((name, n) => (
                <th key={n} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.slice(0, limit).map((record, n) => (
              <tr key={n}>
                {record.map((field, m) => (
                  <FieldCell key={m} field={field} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {records.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(limit * 10)}>
          Show more: {limit} of {records.length} rows are shown
        </button>
      )}
    </>
  );
}

function FieldCell({ field }: { field: Field }): JSX.Element {
  const [[member, value] = ['isNull', true]] = Object.entries(field) as [string, unknown][];
  if (member === 'isNull') return <td class="cell-null">NULL</td>;
  const text = typeof value === 'string' ? value : toJson(value);
  const shown = text.length > MAX_CELL_CHARACTERS ? `${text.slice(0, MAX_CELL_CHARACTERS)}…` : text;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return (
    <td class={isNumber ? 'cell-number' : undefined} title={member}>
      {member === 'blobValue' ? (
        <span class="soft">base64 {shown}</span>
      ) : shown === '' ? (
        <span class="soft">''</span>
      ) : (
        shown
      )}
    </td>
  );
}
