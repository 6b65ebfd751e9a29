import { isDeepStrictEqual } from 'node:util';
import type { Answer, Api } from './api.ts';

/** One row of the contract, asked of a running service. */
export interface Case {
  /** Section of the contract, and where it is told there: '4.1 YEAR'. */
  readonly row: string;
  readonly title: string;
  /** For rows that are open or silent in the contract: the entry of docs/differences.md that tells the choice. */
  readonly choice?: string;
  readonly run: (api: Api) => Promise<unknown>;
  /** What `run` gives; a regular expression in it stands for any text that it matches, `ANY` for anything. */
  readonly expected: unknown;
}

/** Stands for whatever is there. */
export const ANY = Symbol('any');

/** Whether an answer is what was expected. */
export function matches(actual: unknown, expected: unknown): boolean {
  if (expected === ANY) return true;
  if (expected instanceof RegExp) return typeof actual === 'string' && expected.test(actual);
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(actual, expected);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(expected)) return false;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => matches((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]))
  );
}

/** The answer to a success. */
export const ok = (body: object): Answer => ({ status: 200, body });

/** The answer to a failure; `{}` where the exception has no message. */
export const fails = (exception: string, status: number, message: string | RegExp): object => ({
  status,
  exception,
  body: { message },
});

/** The answer to a SELECT: its rows of Fields. */
export const rows = (...records: object[][]): Answer => ok({ records, numberOfRecordsUpdated: 0 });

/** The answer to a statement without rows. */
export const updated = (count: number, ...generated: (number | bigint)[]): Answer =>
  ok({ generatedFields: generated.map((longValue) => ({ longValue })), numberOfRecordsUpdated: count });

/** A parameter. */
export const param = (name: string, value: object, typeHint?: string): object => ({
  name,
  value,
  ...(typeHint === undefined ? {} : { typeHint }),
});
