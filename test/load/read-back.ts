import type { ExecuteStatementCommandInput } from '@aws-sdk/client-rds-data';
import type { Caller } from './caller.ts';

const COLUMNS = 'SELECT unit, part, value FROM line WHERE client = :client AND unit';
/** Units of a page: an answer may have 1 MiB. */
const PAGE = 400;

interface ReadOptions extends Pick<ExecuteStatementCommandInput, 'transactionId' | 'formatRecordsAs'> {
  readonly since?: number;
}

type Rows = readonly (readonly [unit: number, part: number, value: string])[];

/** @returns the rows of one unit, value by number; undefined where the call was refused. */
export async function readUnit(
  caller: Caller,
  client: number,
  unit: number,
  options: ReadOptions,
): Promise<ReadonlyMap<number, string> | undefined> {
  const rows = await read(caller, `${COLUMNS} = :first`, { client, first: unit }, options);
  return rows === undefined ? undefined : new Map(rows.map(([, part, value]) => [part, value]));
}

/** @returns all rows of a client by unit. @throws Error where a call is refused: nothing disturbs it any more. */
export async function readAll(
  caller: Caller,
  client: number,
  units: number,
): Promise<ReadonlyMap<number, ReadonlyMap<number, string>>> {
  const found = new Map<number, Map<number, string>>();
  for (let first = 0; first <= units; first += PAGE) {
    const range = { client, first, last: first + PAGE - 1 };
    const rows = await read(caller, `${COLUMNS} BETWEEN :first AND :last`, range, {});
    if (rows === undefined) throw new Error('The rows could not be read back');
    for (const [unit, part, value] of rows) {
      found.set(unit, (found.get(unit) ?? new Map<number, string>()).set(part, value));
    }
  }
  return found;
}

async function read(
  caller: Caller,
  sql: string,
  numbers: Readonly<Record<string, number>>,
  options: ReadOptions,
): Promise<Rows | undefined> {
  const parameters = Object.entries(numbers).map(([name, longValue]) => ({ name, value: { longValue } }));
  const answer = await caller.execute(sql, parameters, options);
  if (answer.kind !== 'ok') return undefined;
  const { formattedRecords, records = [] } = answer.output;
  if (formattedRecords !== undefined) {
    const rows = JSON.parse(formattedRecords) as { unit: number; part: number; value: string }[];
    return rows.map(({ unit, part, value }) => [unit, part, value]);
  }
  return records.map(([unit, part, value]) => [
    unit?.longValue ?? NaN,
    part?.longValue ?? NaN,
    value?.stringValue ?? '',
  ]);
}
