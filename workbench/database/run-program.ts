import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const LINES_IN_ERROR = 6;

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutMs?: number;
}

/**
 * Runs a program to its end.
 * @param command the program and its arguments
 * @param options environment, working folder, time limit
 * @returns what it wrote to its standard output
 * @throws Error that names the program and ends with the last lines it wrote, when it fails or takes too long
 */
export function runProgram(command: readonly string[], options: RunOptions): Promise<string> {
  const [program = '', ...args] = command;
  const { env, cwd, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const settings = { env, cwd, timeout: timeoutMs, maxBuffer: MAX_OUTPUT_BYTES, killSignal: 'SIGKILL' as const };
    execFile(program, args, settings, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = (stderr.trim() || stdout.trim()).split('\n').slice(-LINES_IN_ERROR).join('\n');
      const reason = error.killed ? `no answer within ${timeoutMs} ms` : said || error.message;
      reject(new Error(`${command.slice(0, 2).join(' ')} failed: ${reason}`, { cause: error }));
    });
  });
}

/**
 * Looks a program up as a shell would.
 * @param name file name without a folder
 * @param env its PATH is searched
 * @returns the absolute path, or undefined when PATH does not hold it
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
