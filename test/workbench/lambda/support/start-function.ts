import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunction, type LambdaFunction } from '../../../../workbench/lambda/lambda-function.ts';

/** A function, and the way to end it together with its file. */
export interface StartedFunction {
  readonly lambda: LambdaFunction;
  end(): Promise<void>;
}

/** @param source TypeScript that exports `handler`. @param timeoutMs how long an invocation may take. */
export async function startFunction(source: string, timeoutMs: number): Promise<StartedFunction> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-function-'));
  const file = join(folder, 'handler.ts');
  await writeFile(file, source);
  const lambda = createFunction({ file, environment: () => ({}), timeoutMs });
  return {
    lambda,
    async end() {
      await lambda.stop();
      await rm(folder, { recursive: true });
    },
  };
}
