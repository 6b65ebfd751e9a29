import { afterAll, afterEach, inject, test as base, type TestAPI } from 'vitest';
import { lend } from '../environment.ts';
import { startWorkbench } from '../library/start-workbench.ts';
import type { Workbench } from '../library/workbench.ts';
import type { FileOptions } from './provided.ts';

export type { FileOptions } from './provided.ts';

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
      'No seeded database: let globalSetup name a file whose default export is globalWorkbench({ schema, seed }) of rds-data-workbench/vitest/global-setup',
    );
  }
  const workbench = await startWorkbench({ ...seeded.options, ...options, template: seeded.template });
  lend(workbench.env, process.env);
  return workbench;
}
