import type { Clock } from '../clock.ts';
import type { AutoPause } from '../cluster/auto-pause.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Engine } from '../engine/engine.ts';
import type { CallInProgress } from './call-in-progress.ts';
import type { Transactions } from './transactions.ts';

/** What all calls share. */
export interface SharedContext {
  readonly cluster: Cluster;
  readonly autoPause: AutoPause;
  readonly engine: Engine;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

/** What every operation works with. */
export interface Context extends SharedContext {
  readonly call: CallInProgress;
}

/** The context of one call. */
export class CallContext implements Context {
  readonly cluster: Cluster;
  readonly autoPause: AutoPause;
  readonly engine: Engine;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly call: CallInProgress;

  constructor(shared: SharedContext, call: CallInProgress) {
    this.cluster = shared.cluster;
    this.autoPause = shared.autoPause;
    this.engine = shared.engine;
    this.transactions = shared.transactions;
    this.clock = shared.clock;
    this.call = call;
  }
}
