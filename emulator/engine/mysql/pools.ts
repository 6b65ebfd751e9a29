import type { Pool, PoolConnection } from 'mysql2';
import type { Purpose, Target } from '../engine.ts';
import { isEmpty } from './driver-connection.ts';
import { toConnectException } from './errors.ts';

/**
 * The pools of an engine: one for each server, account, database and purpose, as long as it has a connection. Those of
 * different purposes are counted apart.
 */
export class Pools {
  readonly #create: (target: Target, purpose: Purpose) => Pool;
  readonly #pools = new Map<string, Pool>();
  /** The same pools by the objects that led to them last. */
  #byTarget = noTargets();

  /** @param create makes a pool, which has no connection yet. */
  constructor(create: (target: Target, purpose: Purpose) => Pool) {
    this.#create = create;
  }

  /** @returns a connection, once one is free. @throws ServiceException where there is none to be had. */
  borrow(target: Target, purpose: Purpose): Promise<PoolConnection> {
    const pool = this.#byTarget[purpose].get(target) ?? this.#find(target, purpose);
    return new Promise((resolve, reject) => {
      pool.getConnection((error, connection) =>
        error === null ? resolve(connection) : reject(toConnectException(error)),
      );
    });
  }

  /** Closes every connection once it is free. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(end));
    this.#pools.clear();
  }

  #find(target: Target, purpose: Purpose): Pool {
    const key = `${purpose}\n${target.database}\n${target.user}\n${target.password}\n${target.url}\n${target.socketPath}`;
    const pool = this.#pools.get(key) ?? this.#add(key, this.#create(target, purpose));
    this.#byTarget[purpose].set(target, pool);
    return pool;
  }

  /** Ends pools without a connection; otherwise one would remain for every name ever sent. */
  #add(key: string, pool: Pool): Pool {
    for (const [other, empty] of [...this.#pools].filter(([, each]) => isEmpty(each))) {
      this.#pools.delete(other);
      void end(empty);
    }
    this.#byTarget = noTargets();
    this.#pools.set(key, pool);
    return pool;
  }
}

function noTargets(): Record<Purpose, WeakMap<Target, Pool>> {
  return { call: new WeakMap(), session: new WeakMap(), transaction: new WeakMap() };
}

function end(pool: Pool): Promise<void> {
  return new Promise((resolve) => {
    pool.end(() => resolve());
  });
}
