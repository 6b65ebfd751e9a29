import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's path has to fit into 104 bytes on macOS and 107 on Linux; this leaves room for the name of the socket. */
const MAX_FOLDER_BYTES = 80;

/**
 * Makes a folder for one run of a server, readable by this user only and with a path short enough for a Unix socket.
 * @param env TMPDIR says where
 * @returns its absolute path
 */
export async function makeScratchFolder(env: NodeJS.ProcessEnv): Promise<string> {
  const usual = await realpath(env['TMPDIR'] || tmpdir());
  const parent = Buffer.byteLength(usual) > MAX_FOLDER_BYTES ? '/tmp' : usual;
  return mkdtemp(join(parent, 'rds-data-'));
}
