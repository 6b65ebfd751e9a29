/** The clusters and secrets that exist, where a list says so. */
export interface ClusterList {
  readonly clusters: ReadonlyMap<string, ListedCluster>;
  readonly secrets: ReadonlyMap<string, ListedSecret>;
}

/** A cluster that exists. */
export interface ListedCluster {
  /** `mysql://host:port`; absent for the server of DATABASE_URL. */
  readonly url?: string;
  /** Whether its Data API is switched on. */
  readonly dataApi: boolean;
  /** Whether it has an instance. */
  readonly instance: boolean;
  /** Its databases that a call can name; absent for all that the server has. */
  readonly databases?: readonly string[];
}

/** The text of the secret, or true for the account of DATABASE_URL. */
export type ListedSecret = string | true;
