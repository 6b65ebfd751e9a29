import type { Clock } from '../clock.ts';
import type { Connection } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_CALL_MS } from '../model/limits.ts';

/**
 * Answers after 45 seconds at the latest (contract 6). The statement is stopped then, unless it is to continue; its
 * connection stays with the work until that ends.
 *
 * @param run does the work, and tells `started` the connection before the statement runs.
 * @throws ServiceException StatementTimeoutException, and whatever the work throws in time.
 */
export function limitCallTime<Result>(
  clock: Clock,
  continueAfterTimeout: boolean,
  run: (started: (connection: Connection) => void) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let running: Connection | undefined;
    let timeout: ServiceException | undefined;
    const stopClock = clock.after(MAX_CALL_MS, () => {
      timeout = new ServiceException(
        'StatementTimeoutException',
        'Request timed out',
        running === undefined ? {} : { dbConnectionId: running.id },
      );
      reject(timeout);
      if (!continueAfterTimeout) void running?.cancel();
    });
    const started = (connection: Connection): void => {
      // The call waited for a connection until it was too late: nobody wants the work any more.
      if (timeout !== undefined) throw timeout;
      running = connection;
    };
    void run(started).then(resolve, reject).finally(stopClock);
  });
}
