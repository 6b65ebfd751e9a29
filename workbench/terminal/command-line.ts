import { IS_CLONE } from '../package-root.ts';

/**
 * @param args a command of the workbench with its options, `start --port 0`.
 * @returns the line that runs it: by npm's scripts in a clone, by npx where the package is installed.
 */
export function toCommandLine(args: string): string {
  if (!IS_CLONE) return `npx workbench ${args}`;
  const [command, ...options] = args.split(' ');
  if (command !== 'start') return `npm run -s workbench -- ${args}`;
  return options.length === 0 ? 'npm start' : `npm start -- ${options.join(' ')}`;
}
