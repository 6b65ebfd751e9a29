import type { ServerBinary } from './server-binary.ts';

/** What servers write when they cannot start, and what a person can do about it. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /unable to lock|can't lock aria/i,
    'Another live server uses this data folder: stop that one, or name another folder.',
  ],
  [
    /no space left|errno: 28|error: 28/i,
    'The disk is full: free some space, or let TMPDIR name a folder on another disk.',
  ],
  [
    /permission denied|errno: 13|error: 13/i,
    'The server may not use its folder. On Ubuntu an AppArmor profile can forbid it: ' +
      '"sudo aa-complain /usr/sbin/mysqld" lifts it, or use another engine (mariadb, docker, a mysql:// URL).',
  ],
];

/**
 * Puts into words why a server did not start.
 * @param reason what went wrong, seen from outside
 * @param lastLines the end of the server's log
 * @returns an error with the reason, the next move where one is known, and the log
 */
export function explainFailure(binary: ServerBinary, reason: unknown, lastLines: string): Error {
  const seen = reason instanceof Error ? reason.message : String(reason);
  const hint = HINTS.find(([pattern]) => pattern.test(lastLines))?.[1];
  const text = [`${binary.product} ${binary.version} (${binary.source}) did not start: ${seen}.`, hint, lastLines];
  return new Error(text.filter((part) => part).join('\n'), { cause: reason });
}

/**
 * Whether a server failed only because its port was taken between our choosing it and its opening it.
 * @param lastLines the end of the server's log
 */
export function isPortTaken(lastLines: string): boolean {
  return /running on port|address already in use/i.test(lastLines);
}
