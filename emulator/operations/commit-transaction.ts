import type { EndTransactionRequest } from '../model/types.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { endTransaction } from '../session/end-transaction.ts';

/** Commits a transaction (contract 2.3). @returns the body of the answer. @throws ServiceException as `endTransaction`. */
export async function commitTransaction(request: EndTransactionRequest, context: Context): Promise<Json> {
  await endTransaction(request, context, 'committed');
  return toJsonObject({ transactionStatus: '"Transaction Committed"' });
}
