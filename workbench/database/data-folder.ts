import { chmod, copyFile, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';
import { runProgram } from './run-program.ts';
import type { ServerBinary } from './server-binary.ts';

/** Lies in every data folder of a private instance. */
export const ORIGIN_FILE = 'rds-data-workbench.json';

/** Lies in a folder while it is filled, and names the process: what is there without the rest is nobody's data. */
const UNFINISHED_FILE = 'rds-data-workbench.unfinished';

/** No other server can use the folder either. */
export class DataFolderInUseError extends Error {}

/** Which server made a data folder, and the socket of the one that served it last. */
interface Origin {
  readonly product: string;
  readonly version: string;
  readonly socketPath?: string;
}

/**
 * Notes in a data folder who made it, so that no other product or version is let loose on it.
 * @param folder the data folder
 * @param origin product and version of the server, and its socket once it serves
 */
export async function writeOrigin(folder: string, origin: Origin): Promise<void> {
  await writeFile(join(folder, ORIGIN_FILE), `${JSON.stringify(origin, null, 2)}\n`);
}

/** Definitions that a server of the version that made them never writes into: where one changes, it makes a new file. */
const NEVER_WRITTEN = /\.frm$|\bperformance_schema\b.[^/]+\.sdi$/;

/**
 * Makes a data folder of a template for a server whose data are thrown away. To make a file takes longer than to fill it:
 * two of three are shared with the template, where the file system can.
 * @param template the data folder to take
 * @param folder absent yet
 */
export async function shareTemplate(template: string, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const entries = await readdir(template, { withFileTypes: true });
  const shareEntry = async (entry: Dirent): Promise<void> => {
    const [from, to] = [join(template, entry.name), join(folder, entry.name)];
    if (entry.isDirectory()) return shareTemplate(from, to);
    if (NEVER_WRITTEN.test(from)) return link(from, to).catch(() => copyFile(from, to));
    return copyFile(from, to);
  };
  await Promise.all(entries.map(shareEntry));
}

/**
 * Copies a template.
 * @param template the data folder to copy
 * @param folder the copy; it holds nothing of that name yet
 */
export async function copyTemplate(template: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // half the time of node:fs cp
  await runProgram(['cp', '-R', `${template}/.`, folder], { env: process.env });
}

/**
 * Makes a folder of the user, which is there, ready to be served: fills one from the template that is empty, or was not filled to the end;
 * checks one that was used before.
 * @param folder the user's folder
 * @param template a data folder of this server's version
 * @param binary the server that is going to use it
 * @throws Error when the folder holds something else, or data of another product or version; DataFolderInUseError
 */
export async function prepareKeptData(folder: string, template: string, binary: ServerBinary): Promise<void> {
  const names = await readdir(folder);
  if (names.length === 0 || names.includes(UNFINISHED_FILE)) return fill(folder, names, template);
  const origin = await readOrigin(folder);
  if (!origin)
    throw new Error(`${folder} is not empty and was not made by the workbench: name an empty or a new folder`);
  if (origin.socketPath !== undefined && (await answers(origin.socketPath))) {
    throw new DataFolderInUseError(`${folder} is in use by another live server: stop that one, or name another folder`);
  }
  if (origin.product !== binary.product || series(origin.version) !== series(binary.version)) {
    const made = `${origin.product} ${origin.version}`;
    throw new Error(
      `${folder} was made by ${made}, not by ${binary.product} ${binary.version}: name another folder or use that server`,
    );
  }
}

/** The folder itself stays: it may be the user's, or where another disk is mounted. What an earlier one left goes. */
async function fill(folder: string, names: readonly string[], template: string): Promise<void> {
  const mark = join(folder, UNFINISHED_FILE);
  await claim(folder, mark, names.includes(UNFINISHED_FILE));
  const left = names.filter((name) => name !== UNFINISHED_FILE);
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true })));
  await chmod(folder, 0o700);
  await copyTemplate(template, folder);
  await rm(mark);
}

/** @param isMarked somebody has begun to fill it, and may be dead. @throws DataFolderInUseError where somebody else fills it. */
async function claim(folder: string, mark: string, isMarked: boolean): Promise<void> {
  const inUse = `${folder} is just being filled by another start: try again, or name another folder`;
  const other = isMarked ? Number(await readFile(mark, 'utf8')) : 0;
  if (other !== process.pid && isAlive(other)) throw new DataFolderInUseError(inUse);
  try {
    // Another start may have found it empty as well: the first mark counts.
    await writeFile(mark, String(process.pid), { flag: isMarked ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new DataFolderInUseError(inUse, { cause: error });
  }
}

async function readOrigin(folder: string): Promise<Origin | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, ORIGIN_FILE), 'utf8')) as Origin;
  } catch {
    return undefined;
  }
}

/** Data of 10.11.18 are data for 10.11.19 as well, those of 10.6 are not. */
function series(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** A process number could belong to anybody by now, above all in a container; a socket that answers is a live server. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const settle = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
