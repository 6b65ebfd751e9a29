import { types } from 'node:util';
import { createContext, Script, type Context } from 'node:vm';

/** A pattern that is not stuck takes far less, even for 4 MiB of SQL. */
export const PATTERN_LIMIT_MS = 100;

/** Only what runs in a context of its own can be given a time limit. */
const SCRIPT = new Script('pattern.test(sql)');

/** A regular expression for SQL, in whichever case. Some never come to an end, and they must not hold up all calls. */
export class SqlPattern {
  readonly #context: Context;

  constructor(text: string) {
    this.#context = createContext({ pattern: new RegExp(text, 'i'), sql: '' });
  }

  /** @returns whether it matches; undefined where that takes too long to tell. */
  test(sql: string): boolean | undefined {
    this.#context['sql'] = sql;
    try {
      return SCRIPT.runInContext(this.#context, { timeout: PATTERN_LIMIT_MS }) === true;
    } catch (error) {
      // It is of the other context, and no instance of our Error.
      if (types.isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        return undefined;
      throw error;
    }
  }
}
