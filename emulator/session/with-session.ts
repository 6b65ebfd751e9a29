import { resolveTarget } from '../cluster/cluster.ts';
import type { Connection, StatementKind } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { DatabaseRequest, ExecuteStatementRequest, StatementRequest } from '../model/types.ts';
import type { Context } from './context.ts';
import { limitCallTime } from './limit-call-time.ts';

type SessionRequest = StatementRequest & Pick<ExecuteStatementRequest, 'continueAfterTimeout'>;

/**
 * Runs one call's work on a connection: the transaction's, when the request names one, else a borrowed one. The
 * connection goes back when the work has ended, even where the answer did not wait for it.
 *
 * @throws ServiceException for a cluster, secret or transaction that is not there, when the time is up, and whatever
 *   the work throws.
 */
export async function withSession<Result>(
  context: Context,
  request: SessionRequest,
  kind: StatementKind,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  checkSchema(request);
  return limitCallTime(context, request.continueAfterTimeout ?? false, (started) =>
    lendConnection(context, request, kind, (connection) => {
      started(connection);
      return work(connection);
    }),
  );
}

/** @throws ServiceException ValidationException: the service refuses the member `schema` (contract 7.2). */
export function checkSchema(request: DatabaseRequest): void {
  if (request.schema !== undefined) {
    throw new ServiceException('ValidationException', "The schema parameter isn't supported");
  }
}

async function lendConnection<Result>(
  { cluster, autoPause, engine, transactions }: Context,
  request: StatementRequest,
  kind: StatementKind,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const target = resolveTarget(cluster, request);
  autoPause.enterAwake();
  try {
    if (request.transactionId !== undefined) return await transactions.use(request.transactionId, request, work);
    const connection = await engine.connect(target, kind.touchesSession ? 'session' : 'call');
    try {
      return await work(connection);
    } finally {
      await connection.release();
    }
  } finally {
    autoPause.leave();
  }
}
