import { ServiceException } from '../model/exceptions.ts';
import { transactionNotFoundMessage } from '../model/usual-messages.ts';

/** How a transaction ended. `terminated`: it ended without being asked to, for any reason but its expiry. */
export type Ending = 'committed' | 'rolledBack' | 'expired' | 'terminated';

/** How many ended transactions are remembered, to say why an id is not found. */
const MAX_REMEMBERED = 10_000;

/** The sentences that follow `Transaction <id> is not found`: the service's own where they are known (contract 7.2). */
const REASONS: Readonly<Record<Ending, string>> = {
  committed: 'Transaction has been committed by an earlier call.',
  rolledBack: 'Transaction has been rolled back by an earlier call.',
  expired: 'Transaction may be expired.',
  terminated: 'One previous call resulted in a termination of your transaction.',
};

/** Remembers how transactions ended, the latest ones. */
export class EndedTransactions {
  readonly #endings = new Map<string, Ending>();

  /** The last one that is told of an id counts. */
  add(id: string, ending: Ending): void {
    this.#endings.set(id, ending);
    const oldest = this.#endings.keys().next();
    if (this.#endings.size > MAX_REMEMBERED && oldest.done !== true) this.#endings.delete(oldest.value);
  }

  /** @returns the answer to a call on an id that is not open, with the reason where it is known. */
  notFound(id: string): ServiceException {
    const ending = this.#endings.get(id);
    const reason = ending === undefined ? '' : `. ${REASONS[ending]}`;
    return new ServiceException('TransactionNotFoundException', transactionNotFoundMessage(id) + reason);
  }
}
