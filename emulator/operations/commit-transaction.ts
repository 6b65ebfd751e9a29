import { resolveTarget } from '../cluster/cluster.ts';
import type { EndTransactionRequest } from '../model/types.ts';
import { toJsonObject } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';

/** Commits a transaction (contract 2.3). @returns the body of the answer. */
export async function commitTransaction(request: EndTransactionRequest, context: Context): Promise<string> {
  resolveTarget(context.cluster, request);
  const { transactionId, resourceArn, secretArn } = request;
  // The operation has no member `database`: one that is sent all the same is ignored.
  await context.transactions.end(transactionId, { resourceArn, secretArn }, 'committed');
  return toJsonObject({ transactionStatus: '"Transaction Committed"' });
}
