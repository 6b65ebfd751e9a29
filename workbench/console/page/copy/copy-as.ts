import { toAwsCli } from './aws-cli.ts';
import type { CopiedCall } from './copied-call.ts';
import { toCurl } from './curl.ts';
import { toPython } from './python.ts';
import { toTypeScript } from './typescript.ts';

/** What a call can be copied as. What comes out runs unchanged and prints the answer. */
export const COPY_AS: readonly { readonly name: string; readonly write: (call: CopiedCall) => string }[] = [
  { name: 'TypeScript', write: toTypeScript },
  { name: 'AWS CLI', write: toAwsCli },
  { name: 'Python', write: toPython },
  { name: 'curl', write: toCurl },
];
