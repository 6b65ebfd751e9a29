import { join } from 'node:path';
import { ACCOUNT, REGION, type Environment } from '../environment.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { createFunction, type LambdaFunction } from './lambda-function.ts';

/** The workshop's handlers by the names under which they can be invoked: those of the npm scripts that run them. */
const FILES = {
  'lambda-rds': 'lambda-rds.ts',
  'lambda-dataapi': 'lambda-dataapi.ts',
  solution: 'solutions/lambda-dataapi.ts',
  'solution-batch': 'solutions/lambda-dataapi-batch.ts',
} as const;

/** As long as the template for AWS allows. */
const TIMEOUT_MS = 30_000;

/** The functions that a workbench answers for. */
export interface Functions {
  /** @returns the function of that name, undefined where there is none. */
  find(name: string): LambdaFunction | undefined;
  /** Ends all their containers. */
  stop(): Promise<void>;
}

/** @returns the ARN that a function of this name has here. */
export function toFunctionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

/** @param environment asked when a container starts. */
export function createFunctions(environment: () => Environment): Functions {
  const functions = new Map<string, LambdaFunction>();
  for (const [name, path] of Object.entries(FILES)) {
    const file = join(PACKAGE_ROOT, 'handler', path);
    functions.set(name, createFunction({ file, environment, timeoutMs: TIMEOUT_MS, arn: toFunctionArn(name) }));
  }
  return {
    find: (name) => functions.get(name),
    stop: async () => void (await Promise.all([...functions.values()].map((each) => each.stop()))),
  };
}
