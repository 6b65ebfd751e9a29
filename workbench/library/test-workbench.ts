import type { Calls } from '../calls/calls.ts';
import { describeLeaks, LeakError } from '../calls/describe-leaks.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import { endAll } from '../end-all.ts';
import type { Environment } from '../environment.ts';
import type { Faults } from '../faults/faults.ts';
import { once } from '../once.ts';
import type { ObservedEmulator } from '../observed-emulator.ts';
import { resetToSeed, type ResetReport } from '../seed/reset-to-seed.ts';
import type { SeededDatabase } from '../seed/seeded-database.ts';
import type { SeedPlace, Workbench, WorkbenchTemplate } from './workbench.ts';

interface Parts {
  readonly emulator: ObservedEmulator;
  readonly seeded: SeededDatabase;
  readonly place: SeedPlace;
  readonly template: WorkbenchTemplate;
  readonly failOnLeak: boolean;
  /** Gives the server back. */
  readonly release: () => Promise<void>;
}

/** The workbench of a test, put together from its parts. */
export class TestWorkbench implements Workbench {
  readonly endpoint: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
  readonly databaseUrl: string;
  readonly env: Environment;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly template: WorkbenchTemplate;
  readonly #parts: Parts;
  /** Ends it. @throws LeakError where that is to fail. */
  readonly stop = once(() => this.#stop());

  constructor(parts: Parts) {
    const { emulator, place, template } = parts;
    this.endpoint = place.endpoint;
    this.database = place.database;
    this.databaseUrl = place.databaseUrl;
    this.env = place.env;
    this.resourceArn = place.env['DB_CLUSTER_ARN'] ?? '';
    this.secretArn = place.env['DB_SECRET_ARN'] ?? '';
    this.calls = emulator.calls;
    this.faults = emulator.faults;
    this.template = template;
    this.#parts = parts;
  }

  leaks(): readonly OpenTransaction[] {
    return this.#parts.emulator.leaks();
  }

  async reset(): Promise<ResetReport> {
    const report = await this.resetQuietly();
    this.#tell(report.leaks);
    return report;
  }

  /** Goes back to the seed, and leaves it to the caller what to make of leaks. */
  resetQuietly(): Promise<ResetReport> {
    return resetToSeed(this.#parts.emulator, this.#parts.seeded);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(): Promise<void> {
    const { emulator, seeded, release } = this.#parts;
    let leaks: readonly OpenTransaction[] = [];
    await endAll([async () => (leaks = await emulator.stop()), () => seeded.close(), release]);
    this.#tell(leaks);
  }

  #tell(leaks: readonly OpenTransaction[]): void {
    if (leaks.length === 0) return;
    if (this.#parts.failOnLeak) throw new LeakError(leaks);
    console.warn(describeLeaks(leaks));
  }
}
