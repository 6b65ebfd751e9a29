import { statSync } from 'node:fs';

/** @returns when one of the files was saved last, in milliseconds since the epoch; one that is not there never was. */
export function lastSaved(files: readonly string[]): number {
  return Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}
