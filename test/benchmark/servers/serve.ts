/** What a server tells the process that started it, once it is up. */
export interface Served {
  readonly endpoint: string;
  /** The database behind it, where it was started with the server. */
  readonly databaseUrl?: string;
  readonly socketPath?: string;
  readonly product?: string;
}

/** What a server has used so far. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** Tells the parent that this process serves, answers it what it uses, and ends with it. */
export function serve(served: Served, stop: () => Promise<unknown>): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
    process.send?.(usage);
  });
  process.once('disconnect', () => void stop().finally(() => process.exit()));
  process.send?.(served);
}
