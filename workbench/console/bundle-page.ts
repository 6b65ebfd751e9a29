import { build } from 'esbuild';
import { basename, join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { PageAsset } from './page-assets.ts';

const SOURCES = join(PACKAGE_ROOT, 'workbench', 'console', 'page');

/** Bundles the console's page from its sources. What is imported dynamically becomes a file that is loaded when needed. */
export async function bundlePage(): Promise<PageAsset[]> {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCES, 'main.tsx'), join(SOURCES, 'main.css')],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    outdir: SOURCES,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), content: contents }));
}
