import type { BuildFailure, Message } from 'esbuild';
import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DIST, IS_BUILT, PACKAGE_FOLDERS, PACKAGE_ROOT } from '../package-root.ts';
import { RuntimeError } from './lambda-error.ts';

/** A handler and everything that it imports as one module, the way that it is deployed, with the runtime around it. */
export interface Bundle {
  readonly path: string;
  /** The files that it was made of, but for packages, and when each was changed last. */
  readonly sources: ReadonlyMap<string, number>;
}

const RUNTIME = IS_BUILT
  ? join(DIST, 'workbench/lambda/runtime.js')
  : join(PACKAGE_ROOT, 'workbench/lambda/runtime.ts');
/** CommonJS packages call `require` for what Node.js brings; as a global, it gives way to one that a module declares. */
const BANNER = "globalThis.require ??= process.getBuiltinModule('node:module').createRequire(import.meta.url);";

let count = 0;

/**
 * Bundles a handler file.
 *
 * @param folder where to put the bundle.
 * @throws RuntimeError with the type that Lambda gives a function that cannot be loaded.
 */
export async function bundleHandler(file: string, folder: string): Promise<Bundle> {
  const handler = resolve(file);
  if (!existsSync(handler)) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  const path = join(folder, `${basename(file).replace(/\.\w+$/, '')}-${++count}.mjs`);
  const sources = await bundle(handler, path);
  return { path, sources: new Map(sources.map((source) => [source, changedAt(source)])) };
}

/** @returns whether nothing that the bundle was made of has changed since. */
export function isCurrent({ sources }: Bundle): boolean {
  return [...sources].every(([source, time]) => changedAt(source) === time);
}

async function bundle(handler: string, path: string): Promise<string[]> {
  try {
    // 10 MB of memory, for who invokes functions.
    const { build } = await import('esbuild');
    const { metafile, outputFiles } = await build({
      stdin: {
        contents: `import { serve } from ${JSON.stringify(RUNTIME)}; serve(() => import(${JSON.stringify(handler)}));`,
        resolveDir: '/',
        sourcefile: 'runtime-entry.js',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      // A handler finds the packages of this project, wherever it lies itself.
      nodePaths: PACKAGE_FOLDERS,
      mainFields: ['module', 'main'],
      outfile: path,
      // Its process may outlive this one, and would make a folder anew that is gone.
      write: false,
      banner: { js: BANNER },
      sourcemap: 'linked',
      sourcesContent: false,
      metafile: true,
      absWorkingDir: '/',
      logLevel: 'silent',
    });
    await Promise.all(outputFiles.map((each) => writeFile(each.path, each.contents)));
    return Object.keys(metafile.inputs)
      .filter((input) => !input.includes('node_modules/') && input !== 'runtime-entry.js')
      .map((input) => join('/', input));
  } catch (error) {
    throw toRuntimeError(error as Partial<BuildFailure>);
  }
}

function toRuntimeError({ errors = [], message = '' }: Partial<BuildFailure>): RuntimeError {
  const isImport = errors.some(({ text }) => text.startsWith('Could not resolve'));
  const texts = errors.length === 0 ? [message] : errors.map(describe);
  return new RuntimeError(`Runtime.${isImport ? 'ImportModuleError' : 'UserCodeSyntaxError'}`, texts.join('\n'));
}

function describe({ text, location }: Message): string {
  if (location === null) return `Error: ${text}`;
  return `Error: ${text}\n    at ${join('/', location.file)}:${location.line}:${location.column + 1}\n    ${location.lineText.trim()}`;
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
