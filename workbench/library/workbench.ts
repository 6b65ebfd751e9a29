import type { Credentials } from '../../emulator/index.ts';
import type { Calls } from '../calls/calls.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import type { Environment } from '../environment.ts';
import type { Faults } from '../faults/faults.ts';
import type { ResetReport } from '../seed/reset-to-seed.ts';
import type { Template } from '../seed/template.ts';
import type { SqlSource } from '../sql-files/find-sql-files.ts';

/** Where a function that seeds finds the database that it is to fill; the schema is there. */
export interface SeedPlace {
  /** What an SDK takes as its endpoint: `http://127.0.0.1:41259` */
  readonly endpoint: string;
  /** The name of the database. */
  readonly database: string;
  /** `mysql://user:password@host:port/database`, past the Data API: for a migration tool or a driver. */
  readonly databaseUrl: string;
  /** Every variable that an SDK and a handler need. */
  readonly env: Environment;
}

/** A seeded database for workbenches of other processes. It can be sent there as JSON. */
export interface WorkbenchTemplate {
  readonly engine: string;
  readonly template: Template;
}

/** What a workbench is started with; without any, an empty database on whatever server there is. */
export interface WorkbenchOptions {
  /** Files of SQL, or folders of them, which are run in the order of names. */
  readonly schema?: SqlSource | readonly SqlSource[];
  /** More of the same, run after the schema; or a function that fills the database by other means. */
  readonly seed?: SqlSource | readonly SqlSource[] | ((place: SeedPlace) => Promise<unknown>);
  /** The seeded database of another workbench, in place of schema and seed. */
  readonly template?: WorkbenchTemplate;
  /** The name of the database; by default one that nobody else has. */
  readonly database?: string;
  /**
   * Where the server comes from: auto, mysql, mariadb, docker, a mysql:// URL, or the path of a mysqld or mariadbd; by
   * default what WORKBENCH_ENGINE says, else auto.
   */
  readonly engine?: string;
  /** Address to listen on; by default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on; by default 0, any free one. */
  readonly port?: number;
  /** A file that lists clusters and secrets; without it, any ARNs will do. */
  readonly clusters?: string;
  /** Check signatures, as AWS does: with these credentials, or, where it is true, with those of the workbench's `env`. */
  readonly verifySignatures?: boolean | Credentials;
  /** Keep no values in the record of calls: parameters, results, literals in SQL. */
  readonly maskValues?: boolean;
  /** Transactions that were left open make `reset` and `stop` fail, which otherwise only warn of them. */
  readonly failOnLeak?: boolean;
  /** Told what is going on, one short text a step; by default, what takes over a second goes to standard error. */
  readonly progress?: (text: string) => void;
}

/** An RDS Data API on a real database of its own. */
export interface Workbench extends SeedPlace, AsyncDisposable {
  readonly resourceArn: string;
  readonly secretArn: string;
  /** The record of calls. */
  readonly calls: Calls;
  /** Faults on purpose: what is to go wrong, and whether the cluster sleeps. */
  readonly faults: Faults;
  /** The seeded database, for workbenches of other processes. */
  readonly template: WorkbenchTemplate;
  /** @returns transactions that were begun and neither committed nor rolled back. */
  leaks(): readonly OpenTransaction[];
  /**
   * Goes back to the seed, rolls back what is open, forgets all calls, and clears the faults.
   *
   * @throws LeakError where transactions were left open and that is to fail; the reset is done nevertheless.
   */
  reset(): Promise<ResetReport>;
  /**
   * Ends it and leaves nothing. Idempotent.
   *
   * @throws LeakError as `reset` does.
   */
  stop(): Promise<void>;
}
