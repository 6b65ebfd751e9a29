import type { OpenTransaction } from './open-transactions.ts';
import { printable } from './printable.ts';
import { shorten } from './shorten.ts';

const MAX_SQL_CHARACTERS = 200;
const FATES = { expired: 'until it expired', terminated: 'until its connection was lost' } as const;

/** Transactions were left open, and that is to count as a failure. */
export class LeakError extends Error {
  override readonly name = 'LeakError';
  readonly transactions: readonly OpenTransaction[];

  constructor(transactions: readonly OpenTransaction[]) {
    super(describeLeaks(transactions));
    this.transactions = transactions;
  }
}

/** @returns for a person: which transactions were left open, with the SQL that ran in them. */
export function describeLeaks(transactions: readonly OpenTransaction[]): string {
  const [some, were] =
    transactions.length === 1 ? ['A transaction', 'was'] : [`${transactions.length} transactions`, 'were'];
  return [`${some} ${were} left open: neither committed nor rolled back.`, ...transactions.flatMap(describe)].join(
    '\n',
  );
}

function describe({ time, database, statements, ending }: OpenTransaction): string[] {
  const place = database === undefined ? '' : ` in ${printable(database)}`;
  const fate = ending === undefined ? '' : `, ${FATES[ending]}`;
  const sql = statements.map((text) => `    ${shorten(text, MAX_SQL_CHARACTERS)}`);
  return [`  begun at ${time}${place}${fate}`, ...(sql.length === 0 ? ['    (nothing ran in it)'] : sql)];
}
