import type { Field, SqlParameter } from '../../../../emulator/text.ts';
import { ownCluster } from '../api/about.ts';
import { callOrThrow } from '../api/data-api.ts';
import { LOOK_UP } from '../calls/call.ts';

/** Rows of an answer, and the names of their columns. */
export interface FoundRows {
  readonly columns: readonly string[];
  readonly records: readonly (readonly Field[])[];
}

/**
 * Asks the database through the Data API, as anybody would.
 *
 * @param values by the names of their placeholders.
 * @throws Error with what the service says.
 */
export async function lookUp(sql: string, values: Readonly<Record<string, string | number>> = {}): Promise<FoundRows> {
  const parameters = Object.entries(values).map(([name, value]): SqlParameter => {
    return { name, value: typeof value === 'number' ? { longValue: value } : { stringValue: value } };
  });
  const { resourceArn, secretArn } = ownCluster();
  const request = { resourceArn, secretArn, sql: `${LOOK_UP}${sql}`, parameters, includeResultMetadata: true };
  const answer = (await callOrThrow('ExecuteStatement', request)) as {
    records?: Field[][];
    columnMetadata?: { label: string }[];
  };
  return { columns: (answer.columnMetadata ?? []).map(({ label }) => label), records: answer.records ?? [] };
}

/** @returns the texts of the rows, NULL as an empty one. */
export function toTexts({ records }: FoundRows): string[][] {
  return records.map((record) =>
    record.map((field) => ('isNull' in field ? '' : String((Object.values(field) as unknown[])[0]))),
  );
}

/** @returns a name as SQL has it, whatever is in it. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
