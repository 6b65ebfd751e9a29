import { resolveTarget } from '../cluster/cluster.ts';
import type { EndTransactionRequest } from '../model/types.ts';
import type { Context } from './context.ts';
import { limitCallTime } from './limit-call-time.ts';

/**
 * Ends the transaction that a call names.
 *
 * @throws ServiceException for a cluster, secret or transaction that is not there, while another call runs on the
 *   transaction, when the time is up, and what the database says where it refuses to commit.
 */
export async function endTransaction(
  { transactionId, resourceArn, secretArn }: EndTransactionRequest,
  context: Context,
  ending: 'committed' | 'rolledBack',
): Promise<void> {
  // The operations have no member `database`: one that is sent all the same is ignored.
  const owner = { resourceArn, secretArn };
  resolveTarget(context.cluster, owner);
  // It is never stopped half-way: what comes too late for the answer is done all the same.
  await limitCallTime(context, true, () => context.transactions.end(transactionId, owner, ending));
}
