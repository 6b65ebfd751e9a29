// The package's build, but for its types: node --import tsx workbench/package/bundle.ts [--if-possible]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from '../console/bundle-page.ts';
import { BUILT_PAGE } from '../console/page-assets.ts';
import { DIST } from '../package-root.ts';
import { bundleModules } from './bundle-modules.ts';

const ENTRY_POINTS = [
  'workbench/main.ts',
  'workbench/index.ts',
  'workbench/vitest/index.ts',
  'workbench/vitest/global-setup.ts',
  // Bundled together with a handler when a function is invoked.
  'workbench/lambda/runtime.ts',
];

/** Modules are left where they are: a workbench that is up may still load one. What starts one is written last. */
async function bundle(): Promise<void> {
  const page = await bundlePage();
  rmSync(BUILT_PAGE, { recursive: true, force: true });
  mkdirSync(BUILT_PAGE, { recursive: true });
  for (const { name, content } of page) writeFileSync(join(BUILT_PAGE, name), content);
  await bundleModules(ENTRY_POINTS, DIST);
}

try {
  await bundle();
} catch (error) {
  // An install without the packages of development is a good one: a clone runs from its sources, too.
  if (process.argv[2] !== '--if-possible') throw error;
  console.error('Not built: the workbench of this clone runs from its sources, which takes longer to start');
}
