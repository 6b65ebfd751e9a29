import { mkdir, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Something of that name is in every folder that was used before: by a private instance, or by the container. */
const MARK = /^rds-data-workbench\.|^mysql\.ibd$/;

/**
 * Makes the folder that is to keep the data, unless it is there, before a server is looked for: no other server helps where the
 * folder is wrong.
 * @param folder as the user named it
 * @throws Error with the reason when it is no folder, cannot be made or holds something else
 */
export async function makeDataFolder(folder: string): Promise<void> {
  const names = await contents(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--data ${folder}: ${explain(error)}, name another folder`, { cause: error });
  });
  if (names.length > 0 && !names.some((name) => MARK.test(name))) {
    throw new Error(
      `--data ${folder}: it is not empty and was not made by the workbench, name an empty or a new folder`,
    );
  }
}

async function contents(folder: string): Promise<string[]> {
  await makeFolder(folder);
  return readdir(folder);
}

/** The recursion of node:fs does not end in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder);
  }
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOTDIR') return 'this is a file, or in one';
  return code === 'EACCES' ? 'it may not be used' : `it cannot be made (${message})`;
}
