import { randomInt } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { traceInvocation } from '../lambda/trace-id.ts';

/** Ids of random employees: six digits, far from those of the seed. */
const FIRST_RANDOM_ID = 100_000;
const LAST_RANDOM_ID = 999_999;

/** All employees, or a report with all employees and what was and was not added. */
type Answer = unknown[] | { employees: unknown[]; added: unknown[]; notAdded: unknown[] };
type Handler = (event: object) => Promise<Answer>;

/**
 * Loads a handler file and invokes it once, printing what the workshop's scripts print.
 *
 * @param employees how many random employees it is to add, as a list; without it, one that is no list.
 * @throws Error where the file has no `handler`, and whatever the handler throws.
 */
export async function runHandler(file: string, employees?: number): Promise<void> {
  const handler = await loadHandler(file);
  traceInvocation(basename(file).replace(/\.\w+$/, ''));
  const answer = await (employees === undefined ? addOne(handler) : addMany(handler, employees));
  const list = Array.isArray(answer) ? answer : answer.employees;
  console.log(`Number of employees: ${list.length}`);
  console.log(`List of employees: ${JSON.stringify(list)}`);
}

function addOne(handler: Handler): Promise<Answer> {
  const EmpId = randomInt(FIRST_RANDOM_ID, LAST_RANDOM_ID + 1);
  console.log(`Inserting employee ${EmpId}`);
  return handler(toEmployee(EmpId));
}

async function addMany(handler: Handler, count: number): Promise<Answer> {
  const first = randomInt(FIRST_RANDOM_ID, LAST_RANDOM_ID + 1 - count);
  console.log(`Inserting ${count} employees from ${first} on`);
  const answer = await handler({ Employees: Array.from({ length: count }, (_, n) => toEmployee(first + n)) });
  if (!Array.isArray(answer)) console.log(`Added: ${answer.added.length}, not added: ${answer.notAdded.length}`);
  return answer;
}

function toEmployee(EmpId: number): object {
  return { EmpId, EmpName: `Employee ${EmpId}` };
}

async function loadHandler(file: string): Promise<Handler> {
  const module = (await load(pathToFileURL(resolve(file)).href)) as { handler?: unknown };
  if (typeof module.handler !== 'function') {
    throw new Error(`${file} has no handler: it must "export const handler = async (event) => ..."`);
  }
  return module.handler as Handler;
}

/** Built, this program runs without a loader of TypeScript: it is only there for handlers. */
function load(url: string): Promise<unknown> {
  return url.endsWith('ts') ? tsImport(url, import.meta.url) : import(url);
}
