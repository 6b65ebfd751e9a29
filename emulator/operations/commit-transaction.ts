import { resolveTarget } from '../cluster/cluster.ts';
import type { EndTransactionRequest } from '../model/types.ts';
import { toJsonObject } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';

/** Commits a transaction (contract 2.3). @returns the body of the answer. */
export async function commitTransaction(request: EndTransactionRequest, context: Context): Promise<string> {
  resolveTarget(context.cluster, request);
  await context.transactions.end(request.transactionId, request, 'committed');
  return toJsonObject({ transactionStatus: '"Transaction Committed"' });
}
