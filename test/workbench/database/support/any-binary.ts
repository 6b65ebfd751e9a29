import { fetchMariadb } from '../../../../workbench/database/fetch-mariadb.ts';
import { fetchMysql } from '../../../../workbench/database/fetch-mysql.ts';
import { findBinary } from '../../../../workbench/database/find-binary.ts';
import type { ServerBinary } from '../../../../workbench/database/server-binary.ts';
import { privateEngine } from './start-for-test.ts';

/** A database to be thrown away, told nobody of. */
export const REQUEST = {
  env: process.env,
  dataFolder: undefined,
  progress: () => undefined,
  waiting: () => undefined,
};

/** @returns the server that private instances of this run are made of. @throws Error where there is none. */
export async function anyBinary(): Promise<ServerBinary> {
  const found =
    privateEngine === 'mysql'
      ? ((await findBinary('MySQL', process.env)) ?? (await fetchMysql(REQUEST)))
      : ((await findBinary('MariaDB', process.env)) ?? (await fetchMariadb(REQUEST)));
  if (!found) throw new Error('no server for this test');
  return found;
}
