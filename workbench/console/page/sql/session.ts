import { effect, signal } from '@preact/signals';
import { ownCluster } from '../api/about.ts';
import { callDataApi, callOrThrow, type Answer } from '../api/data-api.ts';
import { draft, parameterNames, sets } from './draft.ts';
import { remember } from './history.ts';
import { loadSchema } from './schema.ts';
import { storedSignal } from './stored-signal.ts';
import { toCall, type ReadyCall } from './to-request.ts';

/** What ran last, and what came of it. */
export interface Outcome extends ReadyCall {
  readonly answer: Answer;
}

/** A transaction that this page has begun. */
export interface OwnTransaction {
  readonly transactionId: string;
  readonly database: string;
  /** In milliseconds since the epoch. */
  readonly begun: number;
  readonly statements: number;
}

/** Undefined until something ran. */
export const outcome = signal<Outcome | undefined>(undefined);
/** Why nothing could be sent. */
export const trouble = signal<string | undefined>(undefined);
/** Whether an answer is still to come. */
export const isRunning = signal(false);
/** Survives a reload, in this tab only. */
export const transaction = storedSignal<OwnTransaction | null>('sql-transaction', null, sessionStorage);

/** Whatever happened to the statement is no trouble of a changed one. */
effect(() => {
  void draft.value;
  trouble.value = undefined;
});

/** Statements after which there are other tables or columns to complete. */
const DEFINITION = /^\s*(?:CREATE|ALTER|DROP|RENAME)\b/i;

/** Sends the draft. @param lead before the SQL: `EXPLAIN `. */
export async function run(lead = ''): Promise<void> {
  if (isRunning.value) return;
  isRunning.value = true;
  trouble.value = undefined;
  try {
    const own = { ...ownCluster(), transactionId: transaction.value?.transactionId };
    const edited = { ...draft.value, sql: lead + draft.value.sql, isBatch: draft.value.isBatch && lead === '' };
    const call = toCall(edited, parameterNames.value, sets.value, own);
    const answer = await callDataApi(call.operation, call.request);
    outcome.value = { ...call, answer };
    remember(draft.value, answer);
    afterCall(answer);
    if (DEFINITION.test(draft.value.sql)) void loadSchema();
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
  } finally {
    isRunning.value = false;
  }
}

function afterCall({ error }: Answer): void {
  if (transaction.value === null) return;
  const isGone = error?.name === 'TransactionNotFoundException';
  transaction.value = isGone ? null : { ...transaction.value, statements: transaction.value.statements + 1 };
}

/** @throws Error with what the service says. */
export async function begin(): Promise<void> {
  const own = ownCluster();
  const database = draft.value.database === '' ? own.database : draft.value.database;
  const { transactionId } = (await callOrThrow('BeginTransaction', { ...own, database })) as { transactionId: string };
  transaction.value = { transactionId, database, begun: Date.now(), statements: 0 };
}

/** Commits or rolls back; one that is gone is forgotten. @throws Error with what the service says. */
export async function end(operation: 'CommitTransaction' | 'RollbackTransaction'): Promise<string> {
  const { resourceArn, secretArn } = ownCluster();
  const transactionId = transaction.value?.transactionId ?? '';
  const { body, error } = await callDataApi(operation, { resourceArn, secretArn, transactionId });
  if (error === undefined || error.name === 'TransactionNotFoundException') transaction.value = null;
  if (error !== undefined) throw new Error(`${error.name}: ${error.message}`);
  return (body as { transactionStatus: string }).transactionStatus;
}
