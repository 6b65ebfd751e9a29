import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, seen from its sources or from what is built of them. */
export const PACKAGE_ROOT = findUp(dirname(fileURLToPath(import.meta.url)));

/** Where the build puts what it makes of the sources, each at the path that it has in the package. */
export const DIST = join(PACKAGE_ROOT, 'dist');

/** Whether this is what was built of the sources, not the sources themselves. */
export const IS_BUILT = extname(import.meta.url) === '.js';

/** Whether this is a clone, which has sources and npm's scripts, not an installed package. */
export const IS_CLONE = existsSync(join(PACKAGE_ROOT, 'workbench', 'package', 'launch.js'));

/** Where the packages are that this one needs: in a folder of its own, or beside it. */
export const PACKAGE_FOLDERS = [
  join(PACKAGE_ROOT, 'node_modules'),
  ...(basename(dirname(PACKAGE_ROOT)) === 'node_modules' ? [dirname(PACKAGE_ROOT)] : []),
];

/** @returns the version of this package. */
export function readVersion(): string {
  const text = readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function findUp(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findUp(dirname(folder));
}
