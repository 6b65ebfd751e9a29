import { homedir } from 'node:os';
import type { Database } from './database.ts';

/** @returns one line for a person: product, version and where it comes from, the home folder as `~`. */
export function describeDatabase({ product, version, source }: Database): string {
  return `${product} ${version} (${source.replace(homedir(), '~')})`;
}
