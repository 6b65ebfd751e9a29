import type { TracedInvocation } from '../lambda/trace-id.ts';
import type { Ending } from '../../emulator/index.ts';
import type { Look } from './calls.ts';
import type { RecordedCall } from './recorded-call.ts';

/** Statements of one transaction that are kept: enough to know it again. */
const MAX_STATEMENTS = 20;
/** Transactions that were left open, of which the latest are remembered. */
const MAX_LEFT = 100;

/** A transaction that was begun and neither committed nor rolled back. */
export interface OpenTransaction {
  readonly transactionId: string;
  /** When it was begun. */
  readonly time: string;
  readonly database?: string;
  readonly resourceArn?: string;
  readonly secretArn?: string;
  /** Who began it: see `RecordedCall`. */
  readonly client?: string;
  readonly invocation?: TracedInvocation;
  /** When it was begun or a call in it was answered, last: its idle clock starts there. */
  readonly lastUsed: string;
  /** The SQL that ran in it, oldest first, at most the first 20. */
  readonly statements: readonly string[];
  /** How it ended without the caller; absent while it is open. */
  readonly ending?: 'expired' | 'terminated';
}

/** Keeps an eye on transactions: which are open, and which were left open until somebody else ended them. */
export class OpenTransactions {
  readonly #open = new Map<string, OpenTransaction & { statements: string[]; lastUsed: string }>();
  #left: OpenTransaction[] = [];

  /** @returns those that are open, and those that were open until they expired or were ended from outside. */
  leaks(): OpenTransaction[] {
    return [...this.#left, ...this.#open.values()];
  }

  /** Forgets those that are over. */
  clear(): void {
    this.#left = [];
  }

  /** For the record of calls. */
  readonly called = (look: Look): void => {
    if (this.#open.size === 0) return;
    const call = look();
    const { operation, transactionId, sql, time, durationMs } = call;
    const transaction = this.#open.get(transactionId ?? '');
    if (transaction === undefined) return;
    if (operation === 'BeginTransaction') Object.assign(transaction, pickOrigin(call));
    transaction.lastUsed = new Date(Date.parse(time) + durationMs).toISOString();
    if (sql !== undefined && transaction.statements.length < MAX_STATEMENTS) transaction.statements.push(sql);
  };

  /** For the emulator's hook. */
  readonly opened = (transactionId: string): void => {
    const time = new Date().toISOString();
    this.#open.set(transactionId, { transactionId, time, lastUsed: time, statements: [] });
  };

  /** For the emulator's hook. */
  readonly ended = (transactionId: string, ending: Ending): void => {
    const transaction = this.#open.get(transactionId);
    this.#open.delete(transactionId);
    if (transaction === undefined || ending === 'committed' || ending === 'rolledBack') return;
    this.#left = [...this.#left, { ...transaction, ending } as const].slice(-MAX_LEFT);
  };
}

/** What is kept of the call that began a transaction. */
function pickOrigin(call: RecordedCall): Partial<OpenTransaction> {
  const { database, resourceArn, secretArn, client, invocation } = call;
  return Object.fromEntries(
    Object.entries({ database, resourceArn, secretArn, client, invocation }).filter(([, value]) => value !== undefined),
  );
}
