import { lend } from '../environment.ts';
import { findHandlerEnvironment } from '../terminal/handler-environment.ts';
import { runHandler } from '../terminal/run-handler.ts';
import { tellLeaks } from './tell-leaks.ts';

interface RunOptions {
  readonly employees?: number;
  readonly endpoint?: string;
}

/**
 * `run FILE`: loads a handler and invokes it once; a transaction that it leaves open is told.
 *
 * @throws Error where there is nothing to run it against, and whatever the handler throws.
 */
export async function run(file: string, { employees, endpoint }: RunOptions): Promise<void> {
  const lent = await findHandlerEnvironment(endpoint);
  if (lent !== undefined) lend(lent, process.env);
  const started = Date.now();
  try {
    await runHandler(file, employees);
  } finally {
    await tellLeaks(process.env, started);
  }
}
