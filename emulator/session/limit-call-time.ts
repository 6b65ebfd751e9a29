import type { Connection } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { MAX_CALL_MS } from '../model/limits.ts';
import { TIMED_OUT_MESSAGE } from '../model/usual-messages.ts';
import type { Context } from './context.ts';

/** How long the answer waits until the statement has stopped; one that has much to roll back takes longer. */
const STOP_MS = 300;

/**
 * Ends a call after 45 seconds (contract 6), or earlier for another reason. Its statement is stopped then, unless it is to
 * continue, and the answer waits for that, though not for long: the next call on the same transaction finds it free. The
 * connection stays with the work until that ends.
 *
 * @param run does the work, and tells `started` the connection before the statement runs.
 * @throws ServiceException StatementTimeoutException or why else the call ended early, and whatever the work throws.
 */
export function limitCallTime<Result>(
  { clock, call }: Pick<Context, 'clock' | 'call'>,
  continueAfterTimeout: boolean,
  run: (started: (connection: Connection) => void) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let running: Connection | undefined;
    let ended: ServiceException | undefined;
    const stopClock = clock.after(MAX_CALL_MS, () => {
      const members = running === undefined ? {} : { dbConnectionId: running.id };
      call.end(new ServiceException('StatementTimeoutException', TIMED_OUT_MESSAGE, members));
    });
    call.whenEnded((ending) => {
      ended = ending;
      if (running === undefined || continueAfterTimeout) return reject(ending);
      void running.cancel();
      // A server's time, not the clock's: how long it takes to stop.
      setTimeout(reject, STOP_MS, ending).unref();
    });
    const started = (connection: Connection): void => {
      // The call waited for a connection until it was too late: nobody wants the work any more.
      call.checkWanted();
      running = connection;
    };
    const done = (): void => {
      stopClock();
      call.whenEnded(nobody);
    };
    run(started).then(
      (result) => {
        done();
        if (ended === undefined) resolve(result);
        else reject(ended);
      },
      (error: Error) => {
        done();
        reject(ended ?? error);
      },
    );
  });
}

function nobody(): void {}
