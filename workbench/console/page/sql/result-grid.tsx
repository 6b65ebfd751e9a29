import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readField, toText, type Field, type Rows } from './result-rows.ts';

const PAGE_ROWS = 200;
const MAX_CELL_CHARACTERS = 300;

interface GridProps {
  readonly rows: Rows;
  /** Asks why a column looks as it does; absent where nothing is known of it. */
  readonly onAsk?: ((column: number) => void) | undefined;
}

/** The decoded rows. Each column says by which member its values came. */
export function ResultGrid({ rows: { labels, rows }, onAsk }: GridProps): JSX.Element {
  const [pages, setPages] = useState(1);
  if (rows.length === 0) return <p class="soft sql-note">No rows: the statement found none.</p>;
  const shown = rows.slice(0, pages * PAGE_ROWS);
  return (
    <>
      <div class="grid-scroll" role="region" aria-label="Rows" tabIndex={0}>
        <table class="grid">
          <thead>
            <tr>
              {labels.map((label, column) => (
                <th key={column} scope="col">
                  {label}
                  <Member name={memberOf(rows, column)} onAsk={onAsk && (() => onAsk(column))} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, n) => (
              <tr key={n}>
                {row.map((field, column) => (
                  <Cell key={column} field={field} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <button type="button" onClick={() => setPages(pages + 5)}>
          Show more: {shown.length} of {rows.length} are shown
        </button>
      )}
    </>
  );
}

function Member({ name, onAsk }: { name: string; onAsk: (() => void) | undefined }): JSX.Element | null {
  if (name === 'json') return null;
  if (onAsk === undefined) return <span class="grid-member">{name}</span>;
  return (
    <button type="button" class="button-quiet grid-member" title={`Why is this a ${name}?`} onClick={onAsk}>
      {name} <span aria-hidden="true">?</span>
    </button>
  );
}

function memberOf(rows: Rows['rows'], column: number): string {
  const members = rows.map((row) => readField(row[column] ?? {}).member);
  return members.find((member) => member !== 'isNull') ?? 'isNull';
}

function Cell({ field }: { field: Field }): JSX.Element {
  const { member, value } = readField(field);
  if (value === null) return <td class="grid-null">NULL</td>;
  const text = toText(field);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return (
    <td
      class={isNumber ? 'grid-number' : `grid-${member}`}
      title={text.length > MAX_CELL_CHARACTERS ? 'Cut: see JSON' : undefined}
    >
      {text === '' ? (
        <span class="soft">{member === 'blobValue' ? '(no bytes)' : '(empty)'}</span>
      ) : (
        text.slice(0, MAX_CELL_CHARACTERS)
      )}
    </td>
  );
}
