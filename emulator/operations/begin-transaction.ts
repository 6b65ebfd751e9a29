import type { BeginTransactionRequest } from '../model/types.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { openTransaction } from '../session/open-transaction.ts';

/** Opens a transaction (contract 2.3). @returns the body of the answer. @throws ServiceException as `openTransaction`. */
export async function beginTransaction(request: BeginTransactionRequest, context: Context): Promise<Json> {
  const transactionId = await openTransaction(request, context);
  return toJsonObject({ transactionId: JSON.stringify(transactionId) });
}
