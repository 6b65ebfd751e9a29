import type { TestProject } from 'vitest/node';
import { startWorkbench } from '../library/start-workbench.ts';
import type { WorkbenchOptions } from '../library/workbench.ts';
import type { FileOptions } from './provided.ts';

/**
 * For the file that `globalSetup` names, as its default export: starts a database server and fills a database once, of
 * which each file of tests then has a copy.
 */
export function globalWorkbench(options: WorkbenchOptions): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const workbench = await startWorkbench(options);
    const { clusters, maskValues, failOnLeak } = options;
    const given = Object.entries({ clusters, maskValues, failOnLeak }).filter(([, value]) => value !== undefined);
    const fileOptions: FileOptions = Object.fromEntries(given);
    project.provide('rdsDataWorkbench', { template: workbench.template, options: fileOptions });
    return () => workbench.stop();
  };
}
