import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';

/** How a program of another language ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The environment of a client on a machine that has nothing of AWS: made-up credentials, no files, no proxies, no
 * question to the address where an EC2 machine would answer.
 */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  LANG: 'C.UTF-8',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'any',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * Finds a program that works: Debian's own first, as a shim of a version manager may stand before it in the path.
 *
 * @param check arguments with which a program that works ends well.
 * @returns its path or name; undefined, and a line that nobody overlooks, where there is none.
 */
export function findProgram(name: string, check: readonly string[], install: string): string | undefined {
  const found = [`/usr/bin/${name}`, name].find((program) => isWorking(program, check));
  if (found === undefined) {
    console.error(`\n*** SKIPPED: no ${name} here for which "${name} ${check.join(' ')}" works. ${install} ***\n`);
  }
  return found;
}

function isWorking(program: string, check: readonly string[]): boolean {
  if (program.startsWith('/') && !existsSync(program)) return false;
  try {
    execFileSync(program, check, { env: ENVIRONMENT, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a client and waits for its end, without blocking the emulator, which lives in this process. */
export function runProgram(program: string, args: readonly string[]): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const text: string[] = [];
      stream.setEncoding('utf8').on('data', (chunk: string) => text.push(chunk));
      return text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? '' }));
  });
}
