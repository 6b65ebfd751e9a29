import { readFileSync } from 'node:fs';
import type { Tls } from '../engine/engine.ts';
import { InvalidSettingError } from '../invalid-setting-error.ts';

/** A server as its URL describes it. */
export interface DatabaseServer {
  /** A name or an address; one of IPv6 is without brackets. */
  readonly host: string;
  /** MySQL's own where the URL names none. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly tls?: Tls;
}

/** MySQL's own names for what is checked of a server; `PREFERRED` is none of them: it would hide that nothing is. */
const MODES: Readonly<Record<string, Tls['verify'] | 'off'>> = {
  DISABLED: 'off',
  REQUIRED: 'nothing',
  VERIFY_CA: 'authority',
  VERIFY_IDENTITY: 'identity',
};
const DEFAULT_PORT = 3306;
const PARAMETERS = ['ssl-mode', 'ssl-ca'];

/** A URL is read once, and with it the file of certificates that it names. */
const known = new Map<string, DatabaseServer>();

/**
 * Reads `mysql://user:password@host:port`, which may end with `?ssl-mode=VERIFY_IDENTITY&ssl-ca=FILE`, as MySQL's own
 * programs take it.
 *
 * @throws InvalidSettingError, whose message does not repeat the password.
 */
export function readDatabaseUrl(text: string): DatabaseServer {
  const found = known.get(text) ?? parse(text);
  known.set(text, found);
  return found;
}

function parse(text: string): DatabaseServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'mysql:' || url.hostname === '') {
    throw new InvalidSettingError('a database is written mysql://user:password@host:port');
  }
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    // Behind a question mark in a password comes the rest of it, then the host.
    const isName = /^[\w-]+$/.test(unknown) && !text.slice(text.indexOf('?')).includes('@');
    const reason = isName ? `, not ${unknown}` : ': percent-encode ? in the password as %3F';
    throw new InvalidSettingError(`a database takes ${PARAMETERS.join(' and ')} after the question mark${reason}`);
  }
  const tls = toTls(url.searchParams);
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user: decode(url.username),
    password: decode(url.password),
    ...(tls === undefined ? {} : { tls }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidSettingError('user and password are percent-encoded: write % as %25');
  }
}

function toTls(parameters: URLSearchParams): Tls | undefined {
  const file = parameters.get('ssl-ca');
  const mode = (parameters.get('ssl-mode') ?? (file === null ? 'DISABLED' : 'VERIFY_CA')).toUpperCase();
  const verify = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (verify === undefined) {
    throw new InvalidSettingError(`ssl-mode is one of ${Object.keys(MODES).join(', ')}, got ${mode}`);
  }
  if (verify === 'off') return undefined;
  return { verify, ...(file === null ? {} : { authorities: readAuthorities(file) }) };
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidSettingError(`ssl-ca: ${error instanceof Error ? error.message : String(error)}`);
  }
}
