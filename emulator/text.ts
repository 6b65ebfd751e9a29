// What the emulator knows of texts, for whoever shows them: nothing here needs Node.js, so that a page can have it, too.
import { dialect } from './engine/mysql/dialect.ts';
import { ServiceException } from './model/exceptions.ts';
import { parseStatement } from './sql/statement.ts';
import { tokenize, type Token } from './sql/tokens.ts';

export type { ExceptionName } from './model/exceptions.ts';
export { decodeJson } from './model/decode-json.ts';
export { LENGTHS } from './model/limits.ts';
export { parseJson } from './model/parse-json.ts';
export { PATHS } from './model/paths.ts';
export type { OperationName } from './model/shapes.ts';
export { TYPE_HINTS, type Field, type SqlParameter, type TypeHint } from './model/types.ts';
export type { Token } from './sql/tokens.ts';
export { fitsTypeHint, formOfTypeHint } from './sql/type-hints.ts';

/** A `:name` in a text, where the service binds a value. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A text as the service reads it. */
export interface ReadStatement {
  /** One per occurrence, in order. */
  readonly placeholders: readonly Placeholder[];
  /** It can yield rows that `formatRecordsAs` applies to. */
  readonly isSelect: boolean;
  /** Why the service refuses it before any server sees it; or a `?`, which is no placeholder of the service. */
  readonly refusal?: string;
}

/** @returns what the service finds in a text: by the same rules by which it binds. */
export function readStatement(sql: string): ReadStatement {
  try {
    const { placeholders, kind, bareMarkers } = parseStatement(sql, dialect);
    const found = placeholders.length === 0 ? [] : findPlaceholders(sql);
    const refusal = bareMarkers > 0 ? { refusal: '? is no placeholder here: write :name' } : {};
    return { placeholders: found, isSelect: kind.isSelect, ...refusal };
  } catch (error) {
    if (!(error instanceof ServiceException)) throw error;
    return { placeholders: findPlaceholders(sql), isSelect: false, refusal: error.message };
  }
}

/** @returns what a text consists of, in order; nothing is lost: the tokens' texts, joined, are the text. */
export function toTokens(sql: string): Token[] {
  return tokenize(sql, dialect.textRules);
}

function findPlaceholders(sql: string): Placeholder[] {
  return toTokens(sql)
    .filter(({ kind }) => kind === 'placeholder')
    .map(({ start, end }) => ({ name: sql.slice(start + 1, end), start, end }));
}
