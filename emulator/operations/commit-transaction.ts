import { resolveTarget } from '../cluster/cluster.ts';
import type { EndTransactionRequest } from '../model/types.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { limitCallTime } from '../session/limit-call-time.ts';

/** Commits a transaction (contract 2.3). @returns the body of the answer. */
export async function commitTransaction(request: EndTransactionRequest, context: Context): Promise<Json> {
  resolveTarget(context.cluster, request);
  const { transactionId, resourceArn, secretArn } = request;
  // The operation has no member `database`: one that is sent all the same is ignored.
  const owner = { resourceArn, secretArn };
  // It is never stopped half-way: what comes too late for the answer is done all the same.
  await limitCallTime(context, true, () => context.transactions.end(transactionId, owner, 'committed'));
  return toJsonObject({ transactionStatus: '"Transaction Committed"' });
}
