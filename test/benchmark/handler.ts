import { toEnvironment } from '../../workbench/environment.ts';
import type { Work } from './workloads.ts';

type Module = typeof import('../../handler/solutions/lambda-dataapi.ts');

/** Employees of first calls, which share a table. */
let firstId = 1_000_000;

/** The workshop's handler with the SDK, pointed at an endpoint: a copy of the module for each. One at a time. */
export async function createHandler(endpoint: string, database: string): Promise<Work> {
  Object.assign(process.env, toEnvironment(endpoint, database, 'mysql://127.0.0.1'));
  const { handler } = (await import(`../../handler/solutions/lambda-dataapi.ts?endpoint=${endpoint}`)) as Module;
  // The SDK reads its environment with the first call.
  firstId += 1;
  await handler({ EmpId: firstId, EmpName: 'First' });
  return (n) => handler({ EmpId: n + 10, EmpName: `Employee ${n}` });
}
