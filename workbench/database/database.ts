/** A running MySQL or MariaDB, and the way to end it. */
export interface Database {
  /** 'MySQL' or 'MariaDB', as the server itself says. */
  readonly product: string;
  /** The server's version, e.g. '8.0.39' or '10.11.19'. */
  readonly version: string;
  /** Where it comes from, one phrase for a person. */
  readonly source: string;
  /** mysql://user:password@host:port, percent-encoded; a server that was started here listens on loopback only. */
  readonly url: string;
  /** Unix socket of a private instance, faster than TCP. */
  readonly socketPath?: string;
  /** Whether its data are still there after `stop`. */
  readonly keepsData: boolean;
  /** Stops what was started (never a server that was already there) and removes its temporary folder. Idempotent. */
  stop(): Promise<void>;
}

/** What startDatabase is asked for. */
export interface DatabaseOptions {
  /** 'auto', 'mysql', 'mariadb', 'docker', a mysql:// URL, or the path of a mysqld or mariadbd binary. */
  readonly engine: string;
  /** Keep the data in this folder; absent: the data are thrown away at stop. */
  readonly dataFolder?: string;
  /** Told in plain words what is going on. */
  readonly progress: (text: string) => void;
  /** Called once there is nothing to do but to wait for a server. */
  readonly waiting?: () => void;
  /** Environment variables; default process.env. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The options with their defaults filled in, as the sources of databases see them. */
export interface DatabaseRequest {
  readonly dataFolder: string | undefined;
  readonly progress: (text: string) => void;
  readonly waiting: () => void;
  readonly env: NodeJS.ProcessEnv;
}
