import { build } from 'esbuild';
import { PACKAGE_ROOT } from '../package-root.ts';

/** CommonJS packages call `require` for what Node.js brings. */
const BANNER =
  "import { createRequire as createRequireOfModule } from 'node:module'; const require = createRequireOfModule(import.meta.url);";

/**
 * Bundles modules of this package, with all that they import, so that a process finds a few files where it would look for
 * four hundred: that was a third of the time to the first answer. What is imported dynamically is still loaded when it
 * is wanted.
 *
 * @param entryPoints by their paths in the package; what becomes of them has the same paths below the folder.
 * @throws BuildFailure where one cannot be read.
 */
export async function bundleModules(entryPoints: readonly string[], folder: string): Promise<void> {
  await build({
    absWorkingDir: PACKAGE_ROOT,
    entryPoints: [...entryPoints],
    outbase: PACKAGE_ROOT,
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Programs of their own, and the test runner that loads our fixtures.
    external: ['esbuild', 'tsx', 'vitest'],
    banner: { js: BANNER },
    logLevel: 'silent',
  });
}
