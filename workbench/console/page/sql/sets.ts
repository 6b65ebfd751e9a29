import type { SqlParameter } from '../../../../emulator/text.ts';
import type { ValueKind } from './value-kinds.ts';

/** What is wrong with a pasted text, and where: both count from 1. */
export interface SetsError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Sets of parameters that were pasted. */
export interface ReadSets {
  readonly names: readonly string[];
  /** The kind of each parameter, by its place in `names`. */
  readonly kinds: readonly ValueKind[];
  readonly sets: readonly (readonly SqlParameter[])[];
  readonly errors: readonly SetsError[];
}

/** How a pasted text is to be read. */
export interface SetsOptions {
  /** Kinds that were chosen, by name; others are detected. */
  readonly kinds?: Readonly<Record<string, ValueKind>>;
  /** Empty cells of a CSV are empty texts, in place of NULL. */
  readonly keepsEmpty?: boolean;
}

/** What is read where nothing can be. */
export const NO_SETS = { names: [], kinds: [], sets: [] };

/** @returns what is wrong with a name of a parameter. */
export function explainName(name: string, isTwice: boolean): string | undefined {
  if (name === '') return 'The first line names the parameters: this name is empty';
  if (!/^\w+$/.test(name)) return `“${name}” is no name for a parameter: letters, digits and _ only`;
  return isTwice ? `“${name}” is there twice` : undefined;
}
