import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MadeOnce } from '../made-once.ts';
import { DIST, IS_BUILT } from '../package-root.ts';

/** A file of the console's page. Its name holds a hash of its content, so that browsers may keep it for good. */
export interface PageAsset {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where the package's build puts the page. */
export const BUILT_PAGE = join(DIST, 'workbench', 'console', 'assets');

const assets = new MadeOnce(async () => (IS_BUILT ? readBuilt() : bundle()));

/** @returns the page's files: as they were built with the package; in a clone, bundled when somebody first asks. */
export function loadPageAssets(): Promise<readonly PageAsset[]> {
  return assets.get();
}

async function bundle(): Promise<readonly PageAsset[]> {
  const { bundlePage } = await import('./bundle-page.ts');
  return bundlePage();
}

function readBuilt(): PageAsset[] {
  return readdirSync(BUILT_PAGE).map((name) => ({ name, content: readFileSync(join(BUILT_PAGE, name)) }));
}
