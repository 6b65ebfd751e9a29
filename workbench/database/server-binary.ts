import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

const VERSION_TIME_LIMIT_MS = 10_000;
const OLDEST = { MySQL: '8.0', MariaDB: '10.5' } as const;

/** A database server program that can be run on this machine. */
export interface ServerBinary {
  readonly product: 'MySQL' | 'MariaDB';
  readonly version: string;
  /** Where it comes from, one phrase for a person. */
  readonly source: string;
  /** The server itself; its share and plug-in folders lie beside it. */
  readonly path: string;
  /** How to run it: the path, or a loader and its arguments with the path at the end. */
  readonly command: readonly string[];
  /** Options it cannot do without because it was unpacked somewhere unusual. */
  readonly options: readonly string[];
}

/** How a binary is run, before it has been asked what it is. */
export type BinaryLocation = Omit<ServerBinary, 'product' | 'version'>;

/**
 * Asks a server program what it is. The name says nothing: Debian's `mysqld` is a link to MariaDB.
 * @param location where it lies and how it is run
 * @param env environment variables for the program
 * @returns the same with product and version
 * @throws Error when it does not run, does not answer like a database server, or is too old
 */
export async function describeBinary(location: BinaryLocation, env: NodeJS.ProcessEnv): Promise<ServerBinary> {
  const answer = await runProgram([...location.command, '--version'], { env, timeoutMs: VERSION_TIME_LIMIT_MS });
  const version = /\bVer (\d+\.\d+\.\d+)/.exec(answer)?.[1];
  if (version === undefined) {
    throw new Error(`${location.path} does not answer --version like mysqld or mariadbd; it said: ${answer.trim()}`);
  }
  const product = /MariaDB/i.test(answer) ? 'MariaDB' : 'MySQL';
  if (!isAtLeast(version, OLDEST[product])) {
    throw new Error(`${location.path} is ${product} ${version}; ${OLDEST[product]} is the oldest that can be used`);
  }
  return { ...location, product, version };
}

/** Lies in the folder of a server that we have unpacked. */
const NOTE_FILE = 'server.json';

/**
 * The same for a server that we have unpacked, which stays what it is: to ask it takes a tenth of a start, so its answer is noted.
 * @param folder where it was unpacked
 * @throws Error as above, when it is asked for the first time
 */
export async function describeUnpacked(
  location: BinaryLocation,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ServerBinary> {
  const note = join(folder, NOTE_FILE);
  try {
    const noted = JSON.parse(await readFile(note, 'utf8')) as Pick<ServerBinary, 'product' | 'version'>;
    return { ...location, ...noted };
  } catch {
    const binary = await describeBinary(location, env);
    // Where we may not write, it is asked each time.
    await writeFile(note, JSON.stringify({ product: binary.product, version: binary.version })).catch(() => undefined);
    return binary;
  }
}

/**
 * Compares versions such as '8.0.39' part by part.
 * @param version the version in question
 * @param wanted the lowest one that is good enough; may have fewer parts
 * @returns whether version is at least wanted
 */
export function isAtLeast(version: string, wanted: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, part] of wanted.split('.').map(Number).entries()) {
    const difference = (parts[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
