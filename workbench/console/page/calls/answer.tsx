import type { JSX } from 'preact';
import { countOf } from '../parts/format.ts';
import { JsonView } from '../parts/json-view.tsx';
import { RecordsGrid } from '../parts/records-grid.tsx';
import { decodeJson, type Field } from '../../../../emulator/text.ts';
import type { Call } from './call.ts';

type Result = NonNullable<Call['result']>;

/** What came back: decoded, beside what came over the wire. */
export function Answer({ call: { result = {}, rows } }: { call: Call }): JSX.Element {
  const { columnMetadata, ...rest } = result;
  return (
    <>
      <div class="answer">
        <section class="answer-part">
          <h3>Decoded</h3>
          <Decoded result={result} rows={rows} />
        </section>
        <section class="answer-part">
          <h3>As the SDK gets it</h3>
          <JsonView value={rest} label="Answer" />
        </section>
      </div>
      {columnMetadata !== undefined && (
        <details class="fold">
          <summary>columnMetadata</summary>
          <JsonView value={columnMetadata} label="columnMetadata" />
        </details>
      )}
    </>
  );
}

function Decoded({ result, rows }: { result: Result; rows: number }): JSX.Element {
  const { records, formattedRecords, generatedFields = [], transactionStatus, transactionId } = result;
  if (formattedRecords !== undefined) return <FormattedGrid text={formattedRecords} />;
  if (records !== undefined && records.length > 0) return <Grid result={result} records={records} />;
  if (records !== undefined) return <p class="soft">No rows: the statement found none.</p>;
  if (transactionStatus !== undefined) return <p>{transactionStatus}</p>;
  if (transactionId !== undefined)
    return <p>The transaction is open: every call that is to run in it carries its id.</p>;
  return (
    <>
      <p>{countOf(rows, 'row')} changed.</p>
      {generatedFields.length > 0 && (
        <RecordsGrid
          label="Generated keys"
          columns={['generated key']}
          records={generatedFields.map((field) => [field])}
        />
      )}
    </>
  );
}

function Grid({ result, records }: { result: Result; records: readonly (readonly Field[])[] }): JSX.Element {
  const metadata: readonly { label?: string }[] | undefined = result.columnMetadata;
  const columns = (records[0] ?? []).map((_, n) => metadata?.[n]?.label ?? `${n + 1}`);
  return (
    <>
      <RecordsGrid label="Rows" columns={columns} records={records} />
      {metadata === undefined && (
        <p class="soft hint">
          The answer has no column names: <code>includeResultMetadata</code> or <code>formatRecordsAs: 'JSON'</code>{' '}
          brings them.
        </p>
      )}
    </>
  );
}

function FormattedGrid({ text }: { text: string }): JSX.Element {
  let rows: Record<string, unknown>[];
  try {
    rows = decodeJson(text) as Record<string, unknown>[];
  } catch {
    return <p class="soft">Its values are masked.</p>;
  }
  const columns = Object.keys(rows[0] ?? {});
  const records = rows.map((row) => columns.map((name) => toField(row[name])));
  return rows.length === 0 ? (
    <p class="soft">No rows.</p>
  ) : (
    <RecordsGrid label="Rows" columns={columns} records={records} />
  );
}

/** JSON tells less of a value than a Field does. */
function toField(value: unknown): Field {
  if (value === null || value === undefined) return { isNull: true };
  return typeof value === 'string' ? { stringValue: value } : ({ doubleValue: value } as Field);
}
