import type { WorkbenchOptions, WorkbenchTemplate } from '../library/workbench.ts';

/** What a file of tests can choose of its own; by default what `globalWorkbench` was given. */
export type FileOptions = Pick<WorkbenchOptions, 'clusters' | 'maskValues' | 'failOnLeak'>;

declare module 'vitest' {
  interface ProvidedContext {
    rdsDataWorkbench: { readonly template: WorkbenchTemplate; readonly options: FileOptions };
  }
}
