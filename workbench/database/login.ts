import type { ConnectionOptions } from 'mysql2/promise';
import { readDatabaseUrl, toSslOptions } from '../../emulator/settings.ts';

/**
 * Reads `mysql://user:password@host:port`, which may end with `?ssl-mode=MODE&ssl-ca=FILE` as it does for the emulator.
 *
 * @returns what the driver wants to know; a database name in the URL is ignored.
 * @throws InvalidSettingError for what is no such URL.
 */
export function toLogin(text: string): ConnectionOptions & { host: string; port: number } {
  const { tls, ...login } = readDatabaseUrl(text);
  return tls === undefined ? login : { ...login, ssl: toSslOptions(tls) };
}
