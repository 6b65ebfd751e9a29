import { resolveTarget } from '../cluster/cluster.ts';
import type { BeginTransactionRequest } from '../model/types.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Target } from '../engine/engine.ts';
import type { Context } from '../session/context.ts';
import type { Owner } from '../session/transactions.ts';
import { limitCallTime } from '../session/limit-call-time.ts';
import { checkSchema } from '../session/with-session.ts';

/**
 * Opens a transaction (contract 2.3).
 *
 * @returns the body of the answer.
 * @throws ServiceException ValidationException for a `schema`, for a cluster or a secret that is not there, where the
 *   server cannot be reached or refuses, and when the time is up.
 */
export async function beginTransaction(request: BeginTransactionRequest, context: Context): Promise<Json> {
  checkSchema(request);
  const target = resolveTarget(context.cluster, request);
  const transactionId = await limitCallTime(context, false, () => open(target, request, context));
  return toJsonObject({ transactionId: JSON.stringify(transactionId) });
}

async function open(target: Target, owner: Owner, { autoPause, engine, transactions, call }: Context): Promise<string> {
  autoPause.enterAwake();
  try {
    const connection = await engine.connect(target, 'transaction');
    try {
      call.checkWanted();
    } catch (error) {
      await connection.release();
      throw error;
    }
    return transactions.begin(connection, owner);
  } finally {
    autoPause.leave();
  }
}
