import { join } from 'node:path';
import { buildOnce, cacheFolder } from './cache-folder.ts';
import { writeOrigin } from './data-folder.ts';
import type { DatabaseRequest } from './database.ts';
import { makeMariadbData } from './make-mariadb-data.ts';
import { makeMysqlData } from './make-mysql-data.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import type { ServerBinary } from './server-binary.ts';

/** Raise it when what a template holds changes, so that those of the cache folder are made anew. */
const RECIPE = 2;

/**
 * A data folder as a server makes it for its first start. Making one takes seconds, copying it milliseconds: so it is
 * made once for each version. Its only account is root at localhost, without a password; each start sets one.
 * @param request environment and progress
 * @returns the path of the folder; copy it, do not serve it
 * @throws Error with the last lines of the server's log
 */
export function dataTemplate(binary: ServerBinary, request: DatabaseRequest): Promise<string> {
  const name = `template-${binary.product.toLowerCase()}-${binary.version}-${process.arch}-v${RECIPE}`;
  return buildOnce(join(cacheFolder(request.env), name), async (dataFolder) => {
    request.progress(`Setting up ${binary.product} ${binary.version} for its first use`);
    const scratchFolder = await makeScratchFolder(request.env);
    try {
      const run = { binary, dataFolder, scratchFolder: scratchFolder.path, env: request.env };
      await (binary.product === 'MySQL' ? makeMysqlData(run) : makeMariadbData(run));
      await writeOrigin(dataFolder, { product: binary.product, version: binary.version });
    } finally {
      await scratchFolder.remove();
    }
  });
}
