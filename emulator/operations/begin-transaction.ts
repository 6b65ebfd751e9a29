import { resolveTarget } from '../cluster/cluster.ts';
import type { BeginTransactionRequest } from '../model/types.ts';
import { toJsonObject, type Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { limitCallTime } from '../session/limit-call-time.ts';
import { checkSchema } from '../session/with-session.ts';

/** Opens a transaction (contract 2.3). @returns the body of the answer. */
export async function beginTransaction(request: BeginTransactionRequest, context: Context): Promise<Json> {
  checkSchema(request);
  const target = resolveTarget(context.cluster, request);
  const transactionId = await limitCallTime(context, false, () =>
    context.autoPause.whileAwake(async () => {
      const connection = await context.engine.connect(target, 'transaction');
      try {
        context.call.checkWanted();
      } catch (error) {
        await connection.release();
        throw error;
      }
      return context.transactions.begin(connection, request);
    }),
  );
  return toJsonObject({ transactionId: JSON.stringify(transactionId) });
}
