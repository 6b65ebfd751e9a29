import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { loadTransactions, transactions } from '../api/transactions.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { countOf } from '../parts/format.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { tryOrTell } from '../parts/toast.tsx';
import { toHref } from '../shell/route.ts';
import { TransactionCard } from './transaction-card.tsx';

/** What is open, and what was left open. */
export function TransactionsPage(): JSX.Element {
  useEffect(() => void tryOrTell(loadTransactions), []);
  const open = transactions.value.filter(({ ending }) => ending === undefined);
  const left = transactions.value.filter(({ ending }) => ending !== undefined);
  return (
    <>
      <PageHeader title="Transactions">
        <span class="soft" role="status">
          {open.length === 0 ? 'None is open' : `${open.length} open`}
        </span>
      </PageHeader>
      {transactions.value.length === 0 ? (
        <NoneOpen />
      ) : (
        <div class="page-body transaction-lists">
          {open.map((each) => (
            <TransactionCard key={each.transactionId} transaction={each} />
          ))}
          {left.length > 0 && (
            <section class="transaction-lists" aria-label="Left open">
              <h2>{countOf(left.length, 'transaction')} left open until somebody else ended it</h2>
              {left.toReversed().map((each) => (
                <TransactionCard key={each.transactionId} transaction={each} />
              ))}
            </section>
          )}
        </div>
      )}
    </>
  );
}

function NoneOpen(): JSX.Element {
  return (
    <EmptyState icon="transactions" title="No open transaction">
      <p>
        A transaction is open from BeginTransaction to CommitTransaction or RollbackTransaction, and holds its locks all
        the while. One that no call uses for three minutes is rolled back by the service: it shows up here as left open.
      </p>
      <p>
        Those that are over are in the timeline of <a href={toHref('calls')}>Calls</a>.
      </p>
    </EmptyState>
  );
}
