import { inspect } from 'node:util';
import type { Api } from './api.ts';
import { matches, type Case } from './case.ts';

/** How a case went; `got` tells what came where it is not what was expected. */
export interface Verdict {
  readonly passed: boolean;
  readonly got: string;
}

/** Asks one row. A case that cannot be asked has failed. */
export async function runCase({ run, expected }: Case, api: Api): Promise<Verdict> {
  try {
    const actual = await run(api);
    return { passed: matches(actual, expected), got: inspect(actual, { depth: 8, breakLength: 120 }) };
  } catch (error) {
    return { passed: false, got: error instanceof Error ? error.message : String(error) };
  }
}
