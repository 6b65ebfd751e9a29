import type { JSX } from 'preact';
import { since } from '../api/transactions.ts';
import { countOf, formatDuration } from '../parts/format.ts';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { begin, end, transaction } from './session.ts';

/** Whether statements run inside a transaction, and the way in and out. */
export function TransactionBar(): JSX.Element {
  const own = transaction.value;
  if (own === null) {
    return (
      <div class="sql-transaction">
        <span class="soft">Each statement is committed at once</span>
        <button type="button" onClick={() => void tryOrTell(begin)}>
          Begin a transaction
        </button>
      </div>
    );
  }
  const finish = (operation: Parameters<typeof end>[0]): void =>
    void tryOrTell(async () => showToast(await end(operation)));
  return (
    <div class="sql-transaction sql-transaction-open">
      <span class="dot" aria-hidden="true" />
      <span title={`${own.transactionId} in ${own.database}`}>
        In a transaction · {countOf(own.statements, 'statement')} ·{' '}
        <span class="numbers">{formatDuration(since(own.begun))}</span>
      </span>
      <button type="button" class="button-main" onClick={() => finish('CommitTransaction')}>
        Commit
      </button>
      <button type="button" class="button-danger" onClick={() => finish('RollbackTransaction')}>
        Roll back
      </button>
    </div>
  );
}
