import { computed } from '@preact/signals';
import { readStatement } from '../../../../emulator/text.ts';
import { readSets } from './read-sets.ts';
import { storedSignal } from './stored-signal.ts';
import type { ValueKind } from './value-kinds.ts';

/** What was typed for a parameter. */
export interface TypedValue {
  readonly text: string;
  /** Chosen by hand; detected where absent. */
  readonly kind?: ValueKind;
}

/** How the answer is wanted. */
export interface AnswerOptions {
  readonly includeResultMetadata: boolean;
  readonly formatRecordsAsJson: boolean;
  readonly decimalReturnType: 'STRING' | 'DOUBLE_OR_LONG';
  readonly longReturnType: 'LONG' | 'STRING';
  readonly continueAfterTimeout: boolean;
}

/** A statement that is being written, with all that goes with it. */
export interface Draft {
  readonly sql: string;
  readonly values: Readonly<Record<string, TypedValue>>;
  /** Empty for the workbench's own. */
  readonly database: string;
  readonly isBatch: boolean;
  readonly sets: string;
  readonly keepsEmpty: boolean;
  readonly setKinds: Readonly<Record<string, ValueKind>>;
  readonly options: AnswerOptions;
}

const FIRST: Draft = {
  sql: 'SELECT :greeting AS greeting, NOW() AS now',
  values: { greeting: { text: 'Hello' } },
  database: '',
  isBatch: false,
  sets: '',
  keepsEmpty: false,
  setKinds: {},
  options: {
    includeResultMetadata: true,
    formatRecordsAsJson: false,
    decimalReturnType: 'STRING',
    longReturnType: 'LONG',
    continueAfterTimeout: false,
  },
};

/** The one in the editor; it survives a reload. */
export const draft = storedSignal<Draft>('sql-draft', FIRST);

/** Changes some of the draft. */
export function change(members: Partial<Draft>): void {
  draft.value = { ...draft.value, ...members };
}

/** Puts a statement into the editor, with the values that it had. */
export function openDraft(kept: Partial<Draft>): void {
  draft.value = { ...FIRST, values: {}, database: draft.value.database, options: draft.value.options, ...kept };
}

/** The text as the service reads it. */
export const statement = computed(() => readStatement(draft.value.sql));

/** The names of the parameters, in the order of their first placeholder. */
export const parameterNames = computed(() => [...new Set(statement.value.placeholders.map(({ name }) => name))]);

/** The pasted sets, understood. */
export const sets = computed(() => {
  const { sets: text, keepsEmpty, setKinds } = draft.value;
  return readSets(text, { keepsEmpty, kinds: setKinds });
});
