import type { SslOptions } from 'mysql2';
import type { Tls } from '../engine.ts';

/** @returns the same as the driver takes it. */
export function toSslOptions({ verify, authorities }: Tls): SslOptions {
  return {
    rejectUnauthorized: verify !== 'nothing',
    verifyIdentity: verify === 'identity',
    ...(authorities === undefined ? {} : { ca: authorities }),
  };
}
