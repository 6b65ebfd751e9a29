// The package's build, but for its types: node --import tsx workbench/package/build.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from '../console/bundle-page.ts';
import { BUILT_PAGE } from '../console/page-assets.ts';
import { DIST } from '../package-root.ts';
import { bundleModules } from './bundle-modules.ts';

rmSync(DIST, { recursive: true, force: true });
await bundleModules(
  [
    'workbench/main.ts',
    'workbench/index.ts',
    'workbench/vitest/index.ts',
    'workbench/vitest/global-setup.ts',
    // Bundled together with a handler when a function is invoked.
    'workbench/lambda/runtime.ts',
  ],
  DIST,
);
mkdirSync(BUILT_PAGE, { recursive: true });
for (const { name, content } of await bundlePage()) writeFileSync(join(BUILT_PAGE, name), content);
