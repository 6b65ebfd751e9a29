import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { begin, end, transaction, type OwnTransaction } from './session.ts';

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
        In a transaction · {own.statements} {own.statements === 1 ? 'statement' : 'statements'} ·{' '}
        <Age transaction={own} />
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

function Age({ transaction: { begun } }: { transaction: OwnTransaction }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - begun) / 1000));
  const text = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return <span class="numbers">{text}</span>;
}
