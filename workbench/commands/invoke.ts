import { readFile } from 'node:fs/promises';
import { lend, type Environment } from '../environment.ts';
import { findHandlerEnvironment } from '../terminal/handler-environment.ts';
import { createFunction } from '../lambda/lambda-function.ts';
import { tellLeaks } from './tell-leaks.ts';

interface InvokeOptions {
  readonly event: string;
  readonly endpoint?: string;
}

const TIMEOUT_MS = 30_000;

/**
 * `invoke FILE`: runs any handler as Lambda does, against the workbench that is up: what it prints goes to standard
 * error, its answer, or the error as Lambda gives it, to standard output; a transaction that it leaves open is told.
 *
 * @throws Error where the event is no JSON or there is nothing to run against.
 */
export async function invoke(file: string, { event, endpoint }: InvokeOptions): Promise<void> {
  const text = event.startsWith('@') ? await readFile(event.slice(1), 'utf8') : event;
  checkJson(text);
  const environment = toFunctionEnvironment(await findHandlerEnvironment(endpoint));
  const started = Date.now();
  const lambda = createFunction({ file, environment: () => environment, timeoutMs: TIMEOUT_MS });
  try {
    const { payload, error, log } = await lambda.invoke(text);
    process.stderr.write(log);
    console.log(error === undefined ? payload : JSON.stringify(error, undefined, 2));
    if (error !== undefined) process.exitCode = 1;
    await tellLeaks(environment, started);
  } finally {
    await lambda.stop();
  }
}

/** What this process has of region, credentials and names of a database, and what is lent to it, if anything is. */
function toFunctionEnvironment(lent: Environment | undefined): Environment {
  const all = lent === undefined ? process.env : lend(lent, { ...process.env });
  const own = Object.entries(all).filter(([name]) => /^(AWS_|DB_)/.test(name));
  return Object.fromEntries(own.map(([name, value = '']) => [name, value]));
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Error(`The event is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
