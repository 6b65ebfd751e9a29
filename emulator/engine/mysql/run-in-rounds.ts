/** More at once is no faster. */
const MAX_ROUND = 1024;
const GROWTH = 4;
/** What a failure may keep its caller waiting for: the rest of its round. */
const ROUND_MS = 10;

/**
 * Runs many in rounds: the first is of one, and each is four times the one before it while they are quick. Slow ones run one
 * by one, so that little runs in vain after one that fails.
 *
 * @param run runs what it is given, from the first on. @returns their results, at least one.
 */
export async function runInRounds<Item, Result>(
  items: readonly Item[],
  run: (round: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let size = 1; results.length < items.length;) {
    const started = performance.now();
    results.push(...(await run(items.slice(results.length, results.length + size))));
    const isQuick = performance.now() - started < ROUND_MS;
    size = isQuick ? Math.min(size * GROWTH, MAX_ROUND) : Math.max(Math.trunc(size / GROWTH), 1);
  }
  return results;
}
