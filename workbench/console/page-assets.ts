import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MODULE_EXTENSION } from '../package-root.ts';

/** A file of the console's page. Its name holds a hash of its content, so that browsers may keep it for good. */
export interface PageAsset {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where the package's build puts the page, beside what is built of this file. */
const BUILT = fileURLToPath(new URL('./assets', import.meta.url));

let assets: Promise<readonly PageAsset[]> | undefined;

/** @returns the page's files: as they were built with the package; in a clone, bundled when somebody first asks. */
export function loadPageAssets(): Promise<readonly PageAsset[]> {
  assets ??= MODULE_EXTENSION === '.ts' ? bundle() : Promise.resolve(readBuilt());
  return assets;
}

async function bundle(): Promise<readonly PageAsset[]> {
  const { bundlePage } = await import('./bundle-page.ts');
  return bundlePage();
}

function readBuilt(): PageAsset[] {
  return readdirSync(BUILT).map((name) => ({ name, content: readFileSync(`${BUILT}/${name}`) }));
}
