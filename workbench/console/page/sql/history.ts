import type { Answer } from '../api/data-api.ts';
import type { Draft } from './draft.ts';
import { storedSignal } from './stored-signal.ts';

type Kept = Pick<Draft, 'sql' | 'values' | 'isBatch' | 'sets' | 'setKinds'>;

/** A statement that ran. */
export interface Remembered extends Kept {
  /** In milliseconds since the epoch. */
  readonly time: number;
  /** The name of the exception where it was refused. */
  readonly error?: string;
  readonly durationMs: number;
}

/** A statement that was given a name. */
export interface SavedQuery extends Kept {
  readonly name: string;
}

const MAX_REMEMBERED = 100;
/** Pasted sets can be megabytes; the browser keeps five in all. */
const MAX_CHARACTERS = 20_000;

/** What ran, the latest first. */
export const history = storedSignal<readonly Remembered[]>('sql-history', []);
/** By name. */
export const saved = storedSignal<readonly SavedQuery[]>('sql-saved', []);

/** Remembers what ran; the same again moves up. */
export function remember(draft: Draft, { error, durationMs }: Answer): void {
  const kept = pick(draft);
  const same = JSON.stringify(kept);
  const others = history.value.filter((each) => JSON.stringify(pick(each)) !== same);
  const latest = { ...kept, time: Date.now(), durationMs, ...(error === undefined ? {} : { error: error.name }) };
  history.value = [latest, ...others].slice(0, MAX_REMEMBERED);
}

/** Keeps a statement under a name; one of that name is replaced. */
export function save(name: string, draft: Draft): void {
  const others = saved.value.filter((each) => each.name !== name);
  saved.value = [...others, { ...pick(draft), name }].sort((a, b) => a.name.localeCompare(b.name));
}

/** Takes a statement off the saved ones. */
export function forget(name: string): void {
  saved.value = saved.value.filter((each) => each.name !== name);
}

function pick({ sql, values, isBatch, sets, setKinds }: Kept): Kept {
  return { sql, values, isBatch, sets: sets.length > MAX_CHARACTERS ? '' : sets, setKinds };
}
