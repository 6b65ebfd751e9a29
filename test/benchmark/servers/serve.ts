import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';

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
  /** How often all of its memory was looked through for what is used no more. */
  readonly fullCollections: number;
  /** Of objects that have outlived two quick collections. */
  readonly oldBytes: number;
}

let fullCollections = 0;
new PerformanceObserver((list) => {
  const kinds = list.getEntries().map((entry) => ('detail' in entry ? (entry.detail as { kind?: number }).kind : 0));
  fullCollections += kinds.filter((kind) => kind === constants.NODE_PERFORMANCE_GC_MAJOR).length;
}).observe({ entryTypes: ['gc'] });

function oldBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? 0;
}

/** Tells the parent that this process serves, answers it what it uses, and ends with it. */
export function serve(served: Served, stop: () => Promise<unknown>): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = {
      cpuMs: (user + system) / 1000,
      rssBytes: process.memoryUsage.rss(),
      fullCollections,
      oldBytes: oldBytes(),
    };
    process.send?.(usage);
  });
  process.once('disconnect', () => void stop().finally(() => process.exit()));
  process.send?.(served);
}
