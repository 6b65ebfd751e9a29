import type { Clock } from '../clock.ts';
import type { Connection } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import { IDLE_TRANSACTION_MS, MAX_TRANSACTION_MS } from '../model/limits.ts';
import type { DatabaseRequest } from '../model/types.ts';
import { EndedTransactions, type Ending } from './ended-transactions.ts';
import { createTransactionId } from './transaction-id.ts';

/** What a transaction belongs to: later calls on it must name the same. */
export type Owner = Pick<DatabaseRequest, 'resourceArn' | 'secretArn' | 'database'>;

interface OpenTransaction {
  readonly id: string;
  readonly connection: Connection;
  readonly owner: Owner;
  /** One statement at a time (contract 5.7). */
  isRunning: boolean;
  cancelIdleTimer: () => void;
  readonly cancelAgeTimer: () => void;
}

/** Told of what happens to transactions. */
export interface TransactionObserver {
  /** A call has begun one. */
  transactionOpened(id: string): void;
  /** Once for each that was opened. */
  transactionEnded(id: string, ending: Ending): void;
}

/** The open transactions: each is a connection that waits for the next call on its id. */
export class Transactions {
  readonly #open = new Map<string, OpenTransaction>();
  readonly #ended = new EndedTransactions();
  readonly #clock: Clock;
  readonly #observer: TransactionObserver;

  constructor(clock: Clock, observer: TransactionObserver) {
    this.#clock = clock;
    this.#observer = observer;
  }

  /** Starts a transaction on a connection that it then owns. @returns its id. */
  begin(connection: Connection, owner: Owner): string {
    connection.begin();
    const id = createTransactionId();
    this.#open.set(id, {
      id,
      connection,
      owner,
      isRunning: false,
      cancelIdleTimer: this.#expireAfter(id, IDLE_TRANSACTION_MS),
      cancelAgeTimer: this.#expireAfter(id, MAX_TRANSACTION_MS),
    });
    this.#observer.transactionOpened(id);
    return id;
  }

  /**
   * Lends the transaction's connection for one call; its idle time starts anew when the call has ended.
   *
   * @throws ServiceException TransactionNotFoundException, BadRequestException (another cluster, secret or database),
   *   DatabaseErrorException while another call runs on the id.
   */
  async use<Result>(id: string, owner: Owner, work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const transaction = this.#find(id, owner);
    transaction.isRunning = true;
    transaction.cancelIdleTimer();
    try {
      return await work(transaction.connection);
    } finally {
      transaction.isRunning = false;
      // Somebody else may have ended it meanwhile.
      if (this.#open.has(id)) {
        // What the work threw says more than that it cannot be rolled back.
        if (transaction.connection.isBroken) await this.#end(transaction, 'terminated').catch(() => undefined);
        else transaction.cancelIdleTimer = this.#expireAfter(id, IDLE_TRANSACTION_MS);
      }
    }
  }

  /**
   * Ends a transaction for good, also where the server refuses to commit (contract 5.16).
   *
   * @throws ServiceException as `use`, and what the database says where it refuses.
   */
  async end(id: string, owner: Owner, ending: 'committed' | 'rolledBack'): Promise<void> {
    const transaction = this.#find(id, owner);
    await this.#end(transaction, ending);
  }

  /** Kills the connection of a transaction on the server, unless a call runs on it. */
  async kill(id: string): Promise<void> {
    const transaction = this.#open.get(id);
    if (transaction?.isRunning === false) await transaction.connection.kill();
  }

  /** Rolls back everything that is open; a statement that runs is stopped. Never throws. */
  async rollBackAll(): Promise<void> {
    const all = [...this.#open.values()];
    await Promise.all(all.map((transaction) => this.#end(transaction, 'terminated').catch(() => undefined)));
  }

  #find(id: string, owner: Owner): OpenTransaction {
    // The older service's words for it (contract 7.2); a client that left its id unset should not look for an expiry.
    if (id === '') throw new ServiceException('BadRequestException', 'Transaction ID is empty');
    const transaction = this.#open.get(id);
    if (transaction === undefined) throw this.#ended.notFound(id);
    checkOwner(transaction.owner, owner);
    if (transaction.isRunning) {
      throw new ServiceException('DatabaseErrorException', 'Transaction is still running a query');
    }
    return transaction;
  }

  /** What runs in it is stopped first, and nothing more runs in it. */
  async #end(transaction: OpenTransaction, ending: Ending): Promise<void> {
    const { id, connection } = transaction;
    // Somebody else may end it at the same time: whoever comes first does.
    if (!this.#open.delete(id)) return;
    transaction.cancelIdleTimer();
    transaction.cancelAgeTimer();
    this.#ended.add(id, ending);
    let end = ending;
    if (transaction.isRunning) await connection.cancel();
    try {
      await (ending === 'committed' ? connection.commit() : connection.rollback());
    } catch (error) {
      end = 'terminated';
      this.#ended.add(id, end);
      throw error;
    } finally {
      await connection.release();
      this.#observer.transactionEnded(id, end);
    }
  }

  #expireAfter(id: string, ms: number): () => void {
    return this.#clock.after(ms, () => {
      const transaction = this.#open.get(id);
      if (transaction === undefined) return;
      // The connection is gone if it cannot even roll back: then the server has rolled back.
      this.#end(transaction, 'expired').catch(() => undefined);
    });
  }
}

/** A database that is named with a transaction must be the one that it began with (contract 5.8, own texts). */
function checkOwner(owner: Owner, caller: Owner): void {
  if (owner.resourceArn !== caller.resourceArn) {
    throw new ServiceException(
      'BadRequestException',
      'Transaction belongs to another cluster: use the resourceArn of BeginTransaction',
    );
  }
  if (owner.secretArn !== caller.secretArn) {
    throw new ServiceException(
      'BadRequestException',
      'Transaction belongs to another secret: use the secretArn of BeginTransaction',
    );
  }
  if (caller.database !== undefined && caller.database !== (owner.database ?? '')) {
    throw new ServiceException(
      'BadRequestException',
      `Database name is not the same as transaction database: "${caller.database}" is not "${owner.database ?? ''}"`,
    );
  }
}
