import type { JSX } from 'preact';
import { ownCluster } from '../api/about.ts';
import { callOrThrow } from '../api/data-api.ts';
import { idleLimitMs, loadTransactions, since, type OpenTransaction } from '../api/transactions.ts';
import { formatDuration, formatTime, shortId } from '../parts/format.ts';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { toHref } from '../shell/route.ts';

/** The last part of the idle time is when somebody should act. */
const LATE = 2 / 3;

/** One transaction: who has it, since when, what ran in it, and the two ways to end it. */
export function TransactionCard({ transaction }: { transaction: OpenTransaction }): JSX.Element {
  const { transactionId, time, database, statements, ending } = transaction;
  const id = shortId(transactionId);
  return (
    <article
      class={ending === undefined ? 'transaction' : 'transaction transaction-left'}
      aria-label={`Transaction ${id}`}
    >
      <header>
        <h3 title={transactionId}>…{id}</h3>
        <span class={ending === undefined ? 'badge' : 'badge badge-bad'}>
          {ending === undefined ? 'open' : `left open, ${ending}`}
        </span>
        <a href={toHref('calls', [], { search: transactionId })}>Its calls</a>
        {ending === undefined && (
          <div class="transaction-actions">
            <button type="button" onClick={() => void end(transaction, 'CommitTransaction')}>
              Commit
            </button>
            <button type="button" class="button-danger" onClick={() => void end(transaction, 'RollbackTransaction')}>
              Roll back
            </button>
          </div>
        )}
      </header>
      <dl class="facts">
        <Fact name="Begun">{formatTime(time)}</Fact>
        {ending === undefined && <Fact name="Age">{formatDuration(since(Date.parse(time)))}</Fact>}
        <Fact name="Owner">{ownerOf(transaction)}</Fact>
        {database !== undefined && <Fact name="Database">{database}</Fact>}
      </dl>
      {ending === undefined && <IdleClock lastUsed={transaction.lastUsed} />}
      {statements.length === 0 ? (
        <p class="soft">Nothing ran in it yet.</p>
      ) : (
        <ol class="transaction-statements">
          {statements.map((sql, n) => (
            <li key={n}>
              <code>{sql}</code>
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="numbers">{children}</dd>
    </div>
  );
}

/** How much is left until the service rolls it back. */
function IdleClock({ lastUsed }: { lastUsed: string }): JSX.Element {
  const idle = since(Date.parse(lastUsed));
  const part = Math.min(1, idle / idleLimitMs.value);
  const left = Math.max(0, idleLimitMs.value - idle);
  return (
    <div class="idle">
      <div class={part > LATE ? 'idle-bar idle-late' : 'idle-bar'}>
        <span style={{ width: `${part * 100}%` }} />
      </div>
      <p class="soft numbers">
        Idle for {formatDuration(idle)}: without another call it is rolled back in {formatDuration(left)}
      </p>
    </div>
  );
}

function ownerOf({ invocation, client = 'unknown' }: OpenTransaction): string {
  if (invocation === undefined) return client === 'browser' ? 'this console' : client;
  return `${invocation.functionName ?? 'a Lambda function'} (${client})`;
}

function end(
  { transactionId, resourceArn, secretArn }: OpenTransaction,
  operation: 'CommitTransaction' | 'RollbackTransaction',
): Promise<void> {
  return tryOrTell(async () => {
    const own = ownCluster();
    const arns = { resourceArn: resourceArn ?? own.resourceArn, secretArn: secretArn ?? own.secretArn };
    try {
      await callOrThrow(operation, { ...arns, transactionId });
      showToast(
        `Transaction …${shortId(transactionId)} was ${operation.startsWith('C') ? 'committed' : 'rolled back'}`,
      );
    } finally {
      await loadTransactions();
    }
  });
}
