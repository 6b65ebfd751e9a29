import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { explainColumn, type ColumnMetadata } from './explain-column.ts';
import { readField, type AnswerBody } from './result-rows.ts';

/** Why each column's values look as they do, from its metadata. @param asked the column to go to. */
export function ColumnNotes({ body, asked }: { body: AnswerBody; asked: number | undefined }): JSX.Element {
  const { columnMetadata = [], records = [] } = body;
  if (columnMetadata.length === 0) {
    return (
      <p class="soft sql-note">
        The answer tells nothing of its columns: set includeResultMetadata, and leave formatRecordsAs JSON off.
      </p>
    );
  }
  return (
    <div class="column-notes">
      {columnMetadata.map((column, n) => (
        <Note
          key={n}
          column={column}
          isAsked={n === asked}
          members={new Set(records.map((record) => readField(record[n] ?? {}).member))}
        />
      ))}
    </div>
  );
}

interface NoteProps {
  readonly column: ColumnMetadata;
  readonly members: ReadonlySet<string>;
  readonly isAsked: boolean;
}

function Note({ column, members, isAsked }: NoteProps): JSX.Element {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAsked) element.current?.focus();
  }, [isAsked]);
  const { member, because, also } = explainColumn(column, members);
  const { label, typeName, tableName, name } = column;
  const origin = tableName === '' ? typeName : `${typeName} of ${tableName}.${name}`;
  return (
    <article class="column-note" ref={element} tabIndex={-1}>
      <h2>
        {label} <span class="soft">{origin}</span>
      </h2>
      <h3>
        Why is this a <code>{member}</code>?
      </h3>
      <p>{because}</p>
      {also.map((sentence) => (
        <p key={sentence} class="soft">
          {sentence}
        </p>
      ))}
      <details>
        <summary>columnMetadata</summary>
        <pre tabIndex={0}>{JSON.stringify(column, undefined, 2)}</pre>
      </details>
    </article>
  );
}
