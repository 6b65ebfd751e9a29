import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeGuardedFolder, type GuardedFolder } from './guarded-folder.ts';

/** A socket's path has to fit into 104 bytes on macOS and 107 on Linux; this leaves room for the name of the socket. */
const MAX_FOLDER_BYTES = 80;

/**
 * Makes a folder for one run of a server, readable by this user only and with a path short enough for a Unix socket. It is
 * removed even where we are killed before there is a server.
 * @param env TMPDIR says where
 * @returns the folder, its path absolute
 */
export async function makeScratchFolder(env: NodeJS.ProcessEnv): Promise<GuardedFolder> {
  const usual = await realpath(env['TMPDIR'] || tmpdir());
  const parent = Buffer.byteLength(usual) > MAX_FOLDER_BYTES ? '/tmp' : usual;
  return makeGuardedFolder(join(parent, 'rds-data-'));
}
