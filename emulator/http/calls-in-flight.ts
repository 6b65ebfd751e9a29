import type { Response } from 'express';
import { InUse } from '../in-use.ts';
import { ServiceException } from '../model/exceptions.ts';
import { CallInProgress } from '../session/call-in-progress.ts';

/** The calls that are being answered: the one place that knows when a caller has left, and whom a stop concerns. */
export class CallsInFlight {
  readonly #calls = new InUse<{ readonly call: CallInProgress; readonly response: Response }>();
  #isClosed = false;

  /**
   * Lets a request in, of whatever kind.
   *
   * @throws ServiceException ServiceUnavailableError when the emulator is about to stop.
   */
  admit(response: Response): void {
    if (!this.#isClosed) return;
    response.setHeader('connection', 'close');
    throw new ServiceException('ServiceUnavailableError');
  }

  /** @returns the call that this response answers. It ends early when its caller closes the connection. */
  add(response: Response): CallInProgress {
    const call = new CallInProgress();
    const place = this.#calls.add({ call, response });
    response.on('close', () => {
      this.#calls.remove(place);
      if (!response.writableEnded) call.end(callerLeft());
    });
    return call;
  }

  /** From now on nobody is let in, and connections end with their answers. */
  close(): void {
    this.#isClosed = true;
    for (const { response } of this.#calls) if (!response.headersSent) response.setHeader('connection', 'close');
  }

  /** Ends what is still in flight with ServiceUnavailableError; SDKs take it for a reason to try again. */
  end(): void {
    for (const { call } of this.#calls) call.end(new ServiceException('ServiceUnavailableError'));
  }
}

/** Nobody gets this answer but the record of calls. */
function callerLeft(): ServiceException {
  return new ServiceException('BadRequestException', 'The client closed its connection before the answer');
}
