import { resolveTarget } from '../cluster/cluster.ts';
import type { Target } from '../engine/engine.ts';
import type { BeginTransactionRequest } from '../model/types.ts';
import type { Context } from './context.ts';
import { limitCallTime } from './limit-call-time.ts';
import type { Owner } from './transactions.ts';
import { checkSchema } from './with-session.ts';

/**
 * Opens a transaction where a call wants one.
 *
 * @returns its id.
 * @throws ServiceException ValidationException for a `schema`, for a cluster or a secret that is not there, where the
 *   server cannot be reached or refuses, and when the time is up.
 */
export async function openTransaction(request: BeginTransactionRequest, context: Context): Promise<string> {
  checkSchema(request);
  const target = resolveTarget(context.cluster, request);
  return limitCallTime(context, false, () => open(target, request, context));
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
