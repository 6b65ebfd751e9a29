import type { ServiceException } from '../model/exceptions.ts';

/** A call from its arrival to its answer: what has to end early when its time is up, its caller leaves, or all stops. */
export class CallInProgress {
  #ending: ServiceException | undefined;
  #ended: (ending: ServiceException) => void = nobody;

  /** Ends it early; of several reasons the first one counts. */
  end(ending: ServiceException): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#ended(ending);
  }

  /** @param ended is called when the call ends early; it replaces the previous listener. */
  whenEnded(ended: (ending: ServiceException) => void): void {
    this.#ended = ended;
  }

  /** For work to ask before its next step. @throws ServiceException why nobody wants the work any more. */
  checkWanted(): void {
    if (this.#ending !== undefined) throw this.#ending;
  }
}

function nobody(): void {}
