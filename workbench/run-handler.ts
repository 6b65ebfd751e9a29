import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Ids of random employees: six digits, far from those of the seed. */
const FIRST_RANDOM_ID = 100_000;
const LAST_RANDOM_ID = 999_999;

type Handler = (event: object) => Promise<unknown[]>;

/**
 * Loads a handler file and invokes it once with a random employee, printing what the workshop's scripts print.
 *
 * @throws Error where the file has no `handler`, and whatever the handler throws.
 */
export async function runHandler(file: string): Promise<void> {
  const handler = await loadHandler(file);
  const EmpId = randomInt(FIRST_RANDOM_ID, LAST_RANDOM_ID + 1);
  console.log(`Inserting employee ${EmpId}`);
  const employees = await handler({ EmpId, EmpName: `Employee ${EmpId}` });
  console.log(`Number of employees: ${employees.length}`);
  console.log(`List of employees: ${JSON.stringify(employees)}`);
}

async function loadHandler(file: string): Promise<Handler> {
  const module = (await import(pathToFileURL(resolve(file)).href)) as { handler?: unknown };
  if (typeof module.handler !== 'function') {
    throw new Error(`${file} has no handler: it must "export const handler = async (event) => ..."`);
  }
  return module.handler as Handler;
}
