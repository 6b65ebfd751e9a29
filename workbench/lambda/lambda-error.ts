/** An error as Lambda hands it to whoever invoked the function. */
export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What Lambda's runtime tells of an error that it cannot read, in its own words. */
const UNREADABLE: LambdaError = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
};

/** @returns anything that a handler threw, as Lambda's runtime for Node.js renders it. */
export function toLambdaError(thrown: unknown): LambdaError {
  try {
    if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    const { name, message, stack } = thrown;
    return { errorType: toText(name), errorMessage: toText(message), trace: toText(stack).split('\n') };
  } catch {
    return UNREADABLE;
  }
}

/** One that is not there is empty; any other is a text only as long as nobody has set it. */
function toText(member: unknown = ''): string {
  if (typeof member !== 'string') throw new TypeError('This member of an error is no text');
  return member;
}

/** An error that Lambda itself gives a type: `Runtime.ImportModuleError` and its like. */
export class RuntimeError extends Error {
  override readonly name: `Runtime.${string}` | `Sandbox.${string}`;

  constructor(name: RuntimeError['name'], message: string) {
    super(message);
    this.name = name;
  }
}
