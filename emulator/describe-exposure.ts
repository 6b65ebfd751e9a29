import { isIPv4 } from 'node:net';

/**
 * Says loudly what it means to listen for others, to be shown at the start.
 *
 * @param host the address to listen on.
 * @returns undefined on loopback, which nobody else reaches.
 */
export function describeExposure(host: string): string | undefined {
  if (host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))) return undefined;
  return (
    `WARNING: it listens on ${host}: anybody who reaches this machine over the network can run any SQL, read the record ` +
    'of calls and the password of the database, and reset the data. Leave --host and EMULATOR_HOST out to keep it to ' +
    'this machine; in a container, publish the port to 127.0.0.1 only.'
  );
}
