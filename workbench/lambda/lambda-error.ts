/** An error as Lambda hands it to whoever invoked the function. */
export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** @returns anything that a handler threw, as Lambda's runtime for Node.js renders it. */
export function toLambdaError(thrown: unknown): LambdaError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  const { name, message, stack = '' } = thrown;
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}

/** An error that Lambda itself gives a type: `Runtime.ImportModuleError` and its like. */
export class RuntimeError extends Error {
  override readonly name: `Runtime.${string}` | `Sandbox.${string}`;

  constructor(name: RuntimeError['name'], message: string) {
    super(message);
    this.name = name;
  }
}
