import { afterAll, afterEach, inject, test as base, type TestAPI } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startWorkbench } from './start-test-workbench.ts';
import type { Workbench, WorkbenchOptions, WorkbenchTemplate } from './workbench.ts';

declare module 'vitest' {
  interface ProvidedContext {
    rdsDataWorkbench: { readonly template: WorkbenchTemplate; readonly options: FileOptions };
  }
}

/** What a file of tests can choose of its own; by default what `globalWorkbench` was given. */
export type FileOptions = Pick<WorkbenchOptions, 'clusters' | 'maskValues' | 'failOnLeak'>;

/**
 * For the file that `globalSetup` names, as its default export: starts a database server and fills a database once, of
 * which each file of tests then has a copy.
 */
export function globalWorkbench(options: WorkbenchOptions): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const workbench = await startWorkbench(options);
    const { clusters, maskValues, failOnLeak } = options;
    const given = Object.entries({ clusters, maskValues, failOnLeak }).filter(([, value]) => value !== undefined);
    project.provide('rdsDataWorkbench', { template: workbench.template, options: Object.fromEntries(given) });
    return () => workbench.stop();
  };
}

/**
 * For a file of tests, or one that `setupFiles` names: a workbench with a copy of the seeded database, which goes back to
 * the seed after each test. Its variables are in the environment from then on.
 */
export async function useWorkbench(options: FileOptions = {}): Promise<Workbench> {
  const workbench = await startCopy(options);
  afterEach(async () => void (await workbench.reset()));
  afterAll(() => workbench.stop());
  return workbench;
}

interface FileFixtures {
  /** The file's own, as the last test left it. */
  readonly fileWorkbench: Workbench;
}

interface Fixtures extends FileFixtures {
  /** Goes back to the seed after the test. */
  readonly workbench: Workbench;
}

/** `test` of vitest with a workbench: one for each file of tests, back at its seed after each test. */
export const test: TestAPI<Fixtures> = base.extend<Fixtures>({
  fileWorkbench: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads in the pattern which other fixtures are wanted
    async ({}, use) => {
      await using workbench = await startCopy({});
      await use(workbench);
    },
    { scope: 'file', auto: true },
  ],
  workbench: [
    async ({ fileWorkbench }, use) => {
      await use(fileWorkbench);
      await fileWorkbench.reset();
    },
    { auto: true },
  ],
});

async function startCopy(options: FileOptions): Promise<Workbench> {
  const seeded = inject('rdsDataWorkbench') as ReturnType<typeof inject<'rdsDataWorkbench'>> | undefined;
  if (seeded === undefined) {
    throw new Error(
      'No seeded database: let globalSetup name a file whose default export is globalWorkbench({ schema, seed })',
    );
  }
  const workbench = await startWorkbench({ ...seeded.options, ...options, template: seeded.template });
  Object.assign(process.env, workbench.env);
  return workbench;
}
