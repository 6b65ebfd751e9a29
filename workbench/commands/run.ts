import { findHandlerEnvironment } from '../handler-environment.ts';
import { runHandler } from '../run-handler.ts';

interface RunOptions {
  readonly employees?: number;
}

/** `run FILE`: loads a handler and invokes it once. @throws Error where there is nothing to run it against. */
export async function run(file: string, { employees }: RunOptions): Promise<void> {
  Object.assign(process.env, await findHandlerEnvironment());
  await runHandler(file, employees);
}
