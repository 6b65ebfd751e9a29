import type { ConnectionOptions } from 'mysql2/promise';
import { readDatabaseUrl } from '../../emulator/settings.ts';

const DEFAULT_PORT = 3306;

/**
 * Reads `mysql://user:password@host:port`, which may end with `?ssl-mode=MODE&ssl-ca=FILE` as it does for the emulator.
 *
 * @returns what the driver wants to know; a database name in the URL is ignored.
 * @throws InvalidSettingError for what is no such URL.
 */
export function toLogin(text: string): ConnectionOptions & { host: string; port: number } {
  const { user, password, tls } = readDatabaseUrl(text);
  const { hostname, port } = new URL(text);
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(port || DEFAULT_PORT),
    user,
    password,
    ...(tls === undefined
      ? {}
      : {
          ssl: {
            rejectUnauthorized: tls.verify !== 'nothing',
            verifyIdentity: tls.verify === 'identity',
            ...(tls.authorities === undefined ? {} : { ca: tls.authorities }),
          },
        }),
  };
}
